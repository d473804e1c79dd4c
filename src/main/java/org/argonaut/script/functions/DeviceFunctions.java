package org.argonaut.script.functions;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Fault;
import org.argonaut.device.CredentialWriter;
import org.argonaut.device.DataModel;
import org.argonaut.device.Devices;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaResults;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.Wait;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.FunctionTable;
import org.argonaut.script.ScriptContext;
import org.argonaut.script.ScriptFunction;
import org.argonaut.script.ScriptType;
import org.argonaut.store.DeviceFilter;
import org.argonaut.store.DeviceRow;
import org.argonaut.store.Page;
import org.argonaut.store.Store;

/** Devices themselves: what is known of them, their credentials. */
public final class DeviceFunctions implements FunctionLibrary {
  private static final int PAGE = 1000;
  private static final int USUAL_PAGE = 100;
  private static final int LONGEST_RANDOM = 4096;
  private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String SN = "The device's serial number, or its endpoint id";

  static final FunctionTable.Area AREA =
      new FunctionTable.Area(
          "Devices",
          List.of(
              ScriptFunction.of("get_device", "What is known of a device.")
                  .takes("serial_number", "string", SN)
                  .gives("Device|false", "false: unknown"),
              ScriptFunction.of("get_all_devices", "All devices, by serial number. For large fleets use get_devices.")
                  .gives("Device[]", "An error when there are more than the operator's limit"),
              ScriptFunction.of("get_devices", "One page of the devices that match, by serial number.")
                  .maybe("query", "DeviceQuery", "Left out: the first hundred of all")
                  .gives("DeviceListed[]", "The page")
                  .gives("string?", "Cursor of the next page; nil on the last one"),
              ScriptFunction.of("delete_device", "Forgets a device with its parameters and queued requests.")
                  .takes("serial_number", "string", SN)
                  .gives("boolean", "false: unknown"),
              ScriptFunction.of("set_device_model", "Sets the model, on which device profiles are bound.")
                  .takes("serial_number", "string", SN)
                  .takes("model", "string", "The model's name")
                  .gives("boolean", "false: unknown"),
              ScriptFunction.of(
                      "refresh_device_parameters",
                      "Reads a device's own facts anew: identity, management server, WAN addresses and PPP.")
                  .takes("serial_number", "string", SN)
                  .gives("boolean", "Whether they were read")
                  .gives("string?", "Why they were not"),
              ScriptFunction.of(
                      "create_or_update_device_credential", "Creates what a device authenticates with, or sets a new password.")
                  .takes("username", "string", "Not empty, no dots")
                  .takes("password", "string", "Not empty, no dots")
                  .gives("DeviceCredential", "false with ok and error_msg when it cannot be kept"),
              ScriptFunction.of("generate_random_string", "Letters and digits, of a secure generator.")
                  .takes("length", "integer", "0 or less: the empty string; at most " + LONGEST_RANDOM)
                  .gives("string", "So many characters")),
          List.of(
              device("Device"),
              device("DeviceListed")
                  .with("oui", "string", "OUI of its maker")
                  .with("ip", "string", "Where it last came from")
                  .with("profile", "string", "The bound profile; empty: the built-in one")
                  .with("tags", "string[]", "Set by people")
                  .maybe("first_contact", "integer", "As os.time")
                  .maybe("last_contact", "integer", "As os.time"),
              ScriptType.of("DeviceQuery", "Which devices to list.")
                  .maybe("q", "string", "Part of serial number, alias, vendor, model, version or address")
                  .maybe("status", "integer", "0 offline, 1 associating, 2 online")
                  .maybe("vendor", "string", "The whole name")
                  .maybe("model", "string", "The whole name")
                  .maybe("tag", "string", "One it has")
                  .maybe("filter", "table", "The fields above may also stand in here")
                  .maybe("limit", "integer", "1 to 1000")
                  .maybe("cursor", "string", "Of the page before"),
              ScriptType.of("DeviceCredential", "A credential that was kept.")
                  .with("ok", "boolean", "true")
                  .with("username", "string", "What the device is to authenticate as")
                  .with("password", "string", "As given")
                  .with("error_msg", "string", "Empty")));

  private final Devices devices;
  private final Store store;
  private final CredentialWriter credentials;
  private final FunctionSettings settings;
  private final CwmpSender sender;

  public DeviceFunctions(Surroundings around) {
    this.devices = around.devices();
    this.store = around.store();
    this.credentials = around.credentials();
    this.settings = around.settings();
    this.sender = new CwmpSender(around);
  }

  private static ScriptType device(String name) {
    return ScriptType.of(name, "A device.")
        .with("sn", "string", "Its id")
        .with("model", "string", "Set by people or scripts; empty: the product class stands in")
        .with("vendor", "string", "Manufacturer")
        .with("version", "string", "SoftwareVersion")
        .with("product_class", "string", "ProductClass")
        .with("alias", "string", "Set by people")
        .with("status", "integer", "0 offline, 1 associating, 2 online")
        .with("cwmp", "boolean", "Speaks TR-069")
        .with("usp", "boolean", "Speaks TR-369")
        .with("data_model", "string", "TR-098, TR-181 or empty");
  }

  @Override
  public void install(LuaState lua, ScriptContext context) {
    Asker asker = Asker.of(context);
    lua.define("get_device", this::getDevice);
    lua.define("get_all_devices", this::getAllDevices);
    lua.define("get_devices", this::getDevices);
    lua.define("delete_device", this::deleteDevice);
    lua.define("set_device_model", this::setDeviceModel);
    lua.define("refresh_device_parameters", call -> refresh(call, asker));
    lua.define("create_or_update_device_credential", this::credential);
    lua.define("generate_random_string", DeviceFunctions::randomString);
  }

  private interface Work {
    Object run() throws FunctionFailure, InterruptedException;
  }

  /** For functions whose result has no room for an error: what is away is an error of the script. */
  private static Object orError(HostCall call, Work work) throws LuaException, InterruptedException {
    return call.blocking(
        Wait.FINISHES_FIRST,
        () -> {
          try {
            return work.run();
          } catch (FunctionFailure failure) {
            throw new LuaException(failure.getMessage());
          }
        });
  }

  private Object getDevice(HostCall call) throws LuaException, InterruptedException {
    String sn = call.string(1);
    return orError(
        call,
        () -> {
          Devices.DeviceView view = Waits.await(devices.get(sn));
          return view == null ? (Object) false : DeviceTables.of(view);
        });
  }

  private Object getAllDevices(HostCall call) throws LuaException, InterruptedException {
    return orError(
        call,
        () -> {
          List<Map<String, Object>> all = new ArrayList<>();
          Instant now = Instant.now();
          String cursor = null;
          do {
            Page<DeviceRow> page = Waits.await(store.devices().list(DeviceFilter.ALL, PAGE, cursor));
            page.items().forEach(row -> all.add(DeviceTables.of(row, now)));
            cursor = page.next();
            if (all.size() > settings.maxListedDevices()) {
              throw new FunctionFailure(
                  FunctionFailure.INTERNAL,
                  "get_all_devices: more than " + settings.maxListedDevices() + " devices; page through get_devices");
            }
          } while (cursor != null);
          return all;
        });
  }

  private Object getDevices(HostCall call) throws LuaException, InterruptedException {
    DeviceQuery query = DeviceQuery.of(call, USUAL_PAGE, PAGE);
    return orError(
        call,
        () -> {
          Page<DeviceRow> page = Waits.await(store.devices().list(query.filter(), query.limit(), query.cursor()));
          Instant now = Instant.now();
          return LuaResults.of(page.items().stream().map(row -> DeviceTables.full(row, now)).toList(), page.next());
        });
  }

  private Object deleteDevice(HostCall call) throws LuaException, InterruptedException {
    String sn = call.string(1);
    return orError(call, () -> Waits.await(devices.delete(sn)));
  }

  private Object setDeviceModel(HostCall call) throws LuaException, InterruptedException {
    String sn = call.string(1);
    String model = call.string(2);
    var change = new Devices.DeviceChange(null, model, null, null, null, null, null);
    return orError(call, () -> Waits.await(devices.update(sn, change, false)) != null);
  }

  /** Reads what is there of the usual places; the device's actor takes the facts out of the answers. */
  private Object refresh(HostCall call, Asker asker) throws LuaException, InterruptedException {
    String sn = call.string(1);
    return call.blocking(
        Wait.FINISHES_FIRST,
        () -> {
          try {
            readFacts(sn, asker);
            return true;
          } catch (FunctionFailure failure) {
            return LuaResults.of(false, failure.getMessage());
          }
        });
  }

  private void readFacts(String sn, Asker asker) throws FunctionFailure, InterruptedException {
    Devices.DeviceView view = Waits.await(devices.get(sn));
    if (view == null) {
      throw FunctionFailure.unknownDevice(sn);
    }
    boolean tr098 = view.dataModel().equals(DataModel.TR_098.label());
    String root = tr098 ? DataModel.TR_098.root() : DataModel.TR_181.root();
    read(sn, root + "DeviceInfo.", asker);
    List<String> more =
        tr098
            ? List.of("ManagementServer.", "WANDevice.")
            : List.of("ManagementServer.", "IP.Interface.", "PPP.Interface.", "Ethernet.Interface.");
    for (String path : more) {
      try {
        read(sn, root + path, asker);
      } catch (FunctionFailure failure) {
        if (!failure.code().equals(Integer.toString(Fault.CPE_INVALID_PARAMETER_NAME))) {
          throw failure;
        }
      }
    }
  }

  private void read(String sn, String path, Asker asker) throws FunctionFailure, InterruptedException {
    sender.send(sn, new CpeMethod.GetParameterValues(List.of(path)), Delivery.usual(settings, true), asker);
  }

  private Object credential(HostCall call) throws LuaException, InterruptedException {
    String username = call.string(1);
    String password = call.string(2);
    return call.blocking(
        Wait.FINISHES_FIRST,
        () -> {
          try {
            check("username", username);
            check("password", password);
            Waits.await(credentials.put(username, password, null));
            return credential(true, username, password, "");
          } catch (FunctionFailure | IllegalArgumentException e) {
            return LuaResults.failure(credential(false, username, password, e.getMessage()));
          }
        });
  }

  private static void check(String what, String value) throws FunctionFailure {
    if (value.isEmpty() || value.indexOf('.') >= 0) {
      throw new FunctionFailure(FunctionFailure.BAD_REQUEST, what + " must not be empty and must not contain a dot");
    }
  }

  private static Map<String, Object> credential(boolean ok, String username, String password, String error) {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("ok", ok);
    table.put("username", username);
    table.put("password", password);
    table.put("error_msg", error);
    return table;
  }

  private static Object randomString(HostCall call) throws LuaException {
    int length = call.integer(1);
    if (length > LONGEST_RANDOM) {
      throw call.badArgument(1, "at most " + LONGEST_RANDOM + " characters");
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(ALPHANUMERIC.charAt(RANDOM.nextInt(ALPHANUMERIC.length())));
    }
    return text.toString();
  }
}
