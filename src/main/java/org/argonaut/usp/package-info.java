/**
 * TR-369 as values: records and messages, endpoint ids, session contexts, errors. Pure: knows no transport, no actor and no
 * database. May use nothing else of ours; {@code usp.proto} is generated from {@code src/main/protobuf}.
 */
package org.argonaut.usp;
