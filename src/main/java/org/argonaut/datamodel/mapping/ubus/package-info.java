/** Buses of devices: replies from files, and the {@code ubus} program. Pure: uses the JDK, {@code datamodel.json} and {@code datamodel.mapping}. */
package org.argonaut.datamodel.mapping.ubus;
