/**
 * Executes what JSON plugins map paths to: UCI files, ubus, programs. {@code MappedModel} is the way in. Pure: uses the
 * JDK and {@code datamodel}; knows no protocol, actor or network.
 */
package org.argonaut.datamodel.mapping;
