/**
 * The virtual CPE as a USP agent (TR-369): its data model as USP sees it, answers, notifications, commands, and the ways to a
 * controller. May use {@code cwmp}, {@code usp} and {@code datamodel}; never anything of the controller.
 */
package org.argonaut.cpe.usp;
