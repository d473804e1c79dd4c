/**
 * Reads Broadband Forum data models (TR-106 XML) into {@link org.argonaut.datamodel.Draft} trees: imports, components,
 * data types, both protocols, flattened or not. Document types are read for plain entities only and entities are
 * bounded; whatever is wrong becomes a finding at its place.
 */
package org.argonaut.datamodel.xml;
