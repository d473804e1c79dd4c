/**
 * The virtual CPE: the device side of CWMP over a live data-model tree, thousands in one process. For demos, tests and
 * load.
 *
 * <p>Written as a CPE would be: shares only the {@code cwmp} codec with the controller, never {@code device}.
 */
package org.argonaut.cpe;
