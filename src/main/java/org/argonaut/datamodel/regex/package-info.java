/** Regular expressions in linear time, for patterns that strangers write. Uses the JDK only. */
package org.argonaut.datamodel.regex;
