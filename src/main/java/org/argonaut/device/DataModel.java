package org.argonaut.device;

import java.util.List;
import org.argonaut.cwmp.ParameterValue;

/** The root data model of a device, read off the first parameter of its Informs. */
public enum DataModel {
  NONE("", ""),
  TR_098("TR-098", "InternetGatewayDevice."),
  TR_181("TR-181", "Device.");

  private final String label;
  private final String root;

  DataModel(String label, String root) {
    this.label = label;
    this.root = root;
  }

  /** {@code TR-098}, {@code TR-181} or empty. */
  public String label() {
    return label;
  }

  /** The root object with its dot; empty when unknown. */
  public String root() {
    return root;
  }

  static DataModel of(List<ParameterValue> parameters) {
    for (ParameterValue parameter : parameters) {
      for (DataModel model : values()) {
        if (model != NONE && parameter.name().startsWith(model.root)) {
          return model;
        }
      }
    }
    return NONE;
  }
}
