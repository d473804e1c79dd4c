package org.argonaut.cwmp;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * CWMP messages as JSON, for people and programs: requests such as {@code {"rpc":"GetParameterValues","names":[...]}} and typed
 * answers such as {@code {"rpc":"GetParameterValuesResponse","values":[{"name","value","type"}]}}.
 */
public final class CwmpJson {
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .addModule(new JavaTimeModule())
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
      .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
      .addMixIn(CpeMethod.Download.class, WithoutPassword.class)
      .addMixIn(CpeMethod.Upload.class, WithoutPassword.class)
      .addMixIn(CpeMethod.ScheduleDownload.class, WithoutPassword.class)
      .addMixIn(CpeMethod.DuOperation.class, WithoutPassword.class)
      .addMixIn(Fault.class, WithoutXml.class)
      .build();

  private CwmpJson() {}

  /** Passwords go to CPEs only. */
  @JsonIgnoreProperties("password")
  private interface WithoutPassword {}

  /** The envelope of a fault is for those who asked in SOAP. */
  @JsonIgnoreProperties("rawXml")
  private interface WithoutXml {}

  /**
   * Reads a request: the RPC's name in {@code rpc}, its arguments named as in TR-069 with a lower-case first letter.
   *
   * <p>In {@code values} of SetParameterValues a value is a JSON string, number or boolean, or an object with {@code value} and
   * {@code type}. Without a type the one in {@code knownTypes} counts; then true and false are {@code xsd:boolean}, whole
   * numbers {@code xsd:unsignedInt} (negative ones {@code xsd:int}, greater ones {@code xsd:unsignedLong} or {@code xsd:long}),
   * other numbers {@code xsd:decimal}, and strings {@code xsd:string}.
   *
   * @param knownTypes the type of a parameter by its path, for example as the CPE last reported it; null where not known
   * @throws CwmpJsonException a field is unknown, missing or of the wrong type
   */
  public static CpeMethod fromJson(JsonNode request, UnaryOperator<String> knownTypes) throws CwmpJsonException {
    return new JsonMethods(knownTypes).read(request);
  }

  /** As {@link #fromJson(JsonNode, UnaryOperator)} where no parameter's type is known. */
  public static CpeMethod fromJson(JsonNode request) throws CwmpJsonException {
    return fromJson(request, path -> null);
  }

  /**
   * Writes a message: its name in {@code rpc}, then its fields. Times are in UTC as in XML Schema, fields without a value are
   * left out. Passwords are never written, so a method written here is for reading only.
   */
  public static ObjectNode toJson(Message message) {
    return MAPPER.valueToTree(message);
  }

  /** The JSON Schema (2020-12) of each RPC's request by the RPC's name, in alphabetical order. */
  public static Map<String, ObjectNode> requestSchemas() {
    Map<String, ObjectNode> schemas = new TreeMap<>();
    JsonForms.all().forEach((rpc, form) -> schemas.put(rpc, form.schema(true)));
    return Collections.unmodifiableMap(schemas);
  }
}
