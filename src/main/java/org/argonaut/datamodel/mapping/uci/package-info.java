/**
 * UCI configuration files, read and written losslessly: comments, order, quoting and whatever is broken stay as they
 * are. Uses the JDK and {@code datamodel} only.
 */
package org.argonaut.datamodel.mapping.uci;
