/**
 * JSON with positions, and the combined JSON definition of data models: written by {@code argonaut datamodel convert},
 * read at start. Uses Jackson's streaming parser.
 */
package org.argonaut.datamodel.json;
