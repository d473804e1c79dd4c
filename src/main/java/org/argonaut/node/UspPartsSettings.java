package org.argonaut.node;

import com.typesafe.config.Config;
import org.argonaut.mtp.UspSettings;
import org.argonaut.mtp.mqtt.MqttSettings;
import org.argonaut.mtp.stomp.StompSettings;
import org.argonaut.mtp.uds.UdsSettings;
import org.argonaut.mtp.websocket.DialSettings;
import org.argonaut.mtp.websocket.WebSocketSettings;

/** Section {@code argonaut.usp}, part by part. */
record UspPartsSettings(
    UspSettings usp, WebSocketSettings webSocket, DialSettings dial, UdsSettings uds, MqttSettings mqtt, StompSettings stomp,
    org.argonaut.device.UspSettings devices) {

  static UspPartsSettings from(Config config) {
    return new UspPartsSettings(
        UspSettings.from(config), WebSocketSettings.from(config), DialSettings.from(config), UdsSettings.from(config), MqttSettings.from(config), StompSettings.from(config),
        org.argonaut.device.UspSettings.from(config));
  }
}
