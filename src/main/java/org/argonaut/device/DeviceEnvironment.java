package org.argonaut.device;

import java.time.Clock;

/** What all device actors of a node share. */
record DeviceEnvironment(DeviceSettings settings, Clock clock, SessionOpener opener, DeviceJournal journal, UspEnvironment usp) {}
