/**
 * JSON plugins (the bbfdm format, versions 0, 1 and 2): read with positions, linted, merged into a data model. What a
 * plugin maps a path to is read here and executed by {@code datamodel.mapping}.
 */
package org.argonaut.datamodel.plugin;
