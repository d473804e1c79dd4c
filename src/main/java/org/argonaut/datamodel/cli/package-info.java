/** The commands {@code argonaut datamodel ...}. Uses picocli and the rest of {@code datamodel}. */
package org.argonaut.datamodel.cli;
