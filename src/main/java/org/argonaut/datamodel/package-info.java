/**
 * Data models as values: what paths there are, their types, access and constraints, and which protocol sees them.
 *
 * <p>A {@link org.argonaut.datamodel.Schema} is immutable and shared by everybody; {@link org.argonaut.datamodel.Draft}
 * trees are what importers and plugins build before. Pure: knows no HTTP, no actor, no database. May use the JDK,
 * Jackson and an XML tokenizer; its commands use picocli.
 */
package org.argonaut.datamodel;
