package org.argonaut.device;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Knows the types ({@code xsd:unsignedInt} ...) of a device's parameters. */
@FunctionalInterface
public interface ParameterTypes {
  /** Type by path, for those of the paths whose type is known. */
  CompletionStage<Map<String, String>> of(String sn, List<String> paths);
}
