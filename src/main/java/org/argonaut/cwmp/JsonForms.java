package org.argonaut.cwmp;

import static org.argonaut.cwmp.JsonField.bool;
import static org.argonaut.cwmp.JsonField.choice;
import static org.argonaut.cwmp.JsonField.key;
import static org.argonaut.cwmp.JsonField.number;
import static org.argonaut.cwmp.JsonField.objectPath;
import static org.argonaut.cwmp.JsonField.objects;
import static org.argonaut.cwmp.JsonField.parameterValues;
import static org.argonaut.cwmp.JsonField.seconds;
import static org.argonaut.cwmp.JsonField.signed;
import static org.argonaut.cwmp.JsonField.text;
import static org.argonaut.cwmp.JsonField.texts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fields of every RPC's request in JSON: TR-069's arguments, names with a lower-case first letter. */
final class JsonForms {
  private static final Map<String, JsonForm> FORMS = new TreeMap<>();

  private static final String FILE_TYPE = "for example 1 Firmware Upgrade Image, 3 Vendor Configuration File";
  private static final String SECONDS = "seconds after the CPE's answer; 0: at once";
  private static final String COMMAND_KEY = "comes back in the TransferComplete or the event that ends the matter";
  private static final String PARAMETER_KEY = "stored by the CPE as its ParameterKey when the change succeeds";

  static {
    add("GetRPCMethods", "The methods the CPE offers (A.3.1.1).");
    add("SetParameterValues", "Sets parameters, all or none (A.3.2.1).",
        parameterValues("values", "parameterList", "the parameters and their new values").must(),
        key("parameterKey", PARAMETER_KEY));
    add("GetParameterValues", "Reads parameters (A.3.2.2).",
        texts("names", "parameterNames", "full names, or partial paths that end with a dot").must());
    add("GetParameterNames", "Lists what is in the tree (A.3.2.3).",
        text("parameterPath", "a full name, or a partial path that ends with a dot; empty: the root"),
        bool("nextLevel", "only the next level below the path; true unless given"));
    add("SetParameterAttributes", "Sets notification and access of parameters (A.3.2.4).",
        objects("attributes", "parameterList", "the changes", new JsonForm("attribute", "One change.", List.of(
            text("name", "a full name, or a partial path that ends with a dot").must(),
            number("notification", "0 off, 1 passive, 2 active, 3 to 6 lightweight; not given: unchanged"),
            texts("accessList", null, "Subscriber, or none; not given: unchanged"),
            bool("notificationChange", "false: notification is not changed, though given; true unless given"),
            bool("accessListChange", "false: accessList is not changed, though given; true unless given")))).must());
    add("GetParameterAttributes", "Reads notification and access of parameters (A.3.2.5).",
        texts("names", "parameterNames", "full names, or partial paths that end with a dot").must());
    add("AddObject", "Creates an instance of an object (A.3.2.6).",
        objectPath("objectName", "the object's path without an instance number").must(),
        key("parameterKey", PARAMETER_KEY));
    add("DeleteObject", "Removes an instance of an object (A.3.2.7).",
        objectPath("objectName", "the instance's path").must(),
        key("parameterKey", PARAMETER_KEY));
    add("Reboot", "Restarts the CPE (A.3.2.9).", key("commandKey", "comes back in the M Reboot event"));
    add("FactoryReset", "Restores the factory defaults (A.4.1.6).");
    addTransfers();
    add("ScheduleInform", "Asks for an Inform at a later time (A.4.1.2).",
        seconds("delaySeconds", "seconds until then, at least 1").must(), key("commandKey", COMMAND_KEY));
    add("CancelTransfer", "Cancels a transfer that is queued or scheduled (A.4.1.9).",
        key("commandKey", "the transfer's CommandKey").must());
    add("GetQueuedTransfers", "The transfers the ACS asked for that are not done (A.4.1.1, deprecated).");
    add("GetAllQueuedTransfers", "All transfers that are not done (A.4.1.7).");
    add("ChangeDUState", "Installs, updates or removes software modules (A.4.1.10).",
        objects("operations", null, "what to do, in this order", new JsonForm("operation", "One operation.", List.of(
            choice("operation", "what to do", "Install", "Update", "Uninstall").must(),
            text("url", "where the module is; needed by Install"),
            text("uuid", "which module; needed by Uninstall"),
            text("username", "for the file server"),
            text("password", "for the file server"),
            text("executionEnvRef", "path of the execution environment"),
            text("version", "which version, of a module that has several")))).must(),
        key("commandKey", COMMAND_KEY));
    add("SetVouchers", "Sets vouchers of options (A.4.1.3, deprecated).",
        texts("voucherList", null, "signed vouchers in base64").must());
    add("GetOptions", "Reads options and their vouchers (A.4.1.4, deprecated).",
        text("optionName", "the option; empty: all"));
    add("VendorMethod", "Calls a method of a vendor's own.",
        text("name", "the method's name").must(),
        text("xml", "the element in the SOAP body, with its namespaces declared").must());
  }

  private JsonForms() {}

  private static void addTransfers() {
    add("Download", "Has the CPE fetch a file (A.3.2.8).",
        text("fileType", FILE_TYPE).must(), text("url", "where the file is").must(), key("commandKey", COMMAND_KEY),
        text("username", "for the file server"), text("password", "for the file server"),
        number("fileSize", "bytes; 0 when unknown"), text("targetFileName", "the name on the CPE"),
        seconds("delaySeconds", SECONDS), text("successUrl", "where to send a user's browser afterwards"),
        text("failureUrl", "where to send a user's browser when it failed"));
    add("Upload", "Has the CPE send a file (A.4.1.5).",
        text("fileType", "for example 2 Vendor Log File, 1 Vendor Configuration File").must(),
        text("url", "where the file goes").must(), key("commandKey", COMMAND_KEY),
        text("username", "for the file server"), text("password", "for the file server"),
        seconds("delaySeconds", SECONDS));
    add("ScheduleDownload", "Has the CPE fetch a file in one of two windows of time (A.4.1.8).",
        text("fileType", FILE_TYPE).must(), text("url", "where the file is").must(), key("commandKey", COMMAND_KEY),
        text("username", "for the file server"), text("password", "for the file server"),
        number("fileSize", "bytes; 0 when unknown"), text("targetFileName", "the name on the CPE"),
        objects("timeWindowList", null, "one or two windows", new JsonForm("window", "A window of time.", List.of(
            number("windowStart", "seconds after the request").must(),
            number("windowEnd", "seconds after the request").must(),
            text("windowMode", "1 At Any Time, 2 Immediately, 3 When Idle, 4 Confirmation Needed").must(),
            text("userMessage", "shown to the user who must confirm"),
            signed("maxRetries", "-1: the CPE decides")))).must());
  }

  private static void add(String rpc, String description, JsonField... fields) {
    FORMS.put(rpc, new JsonForm(rpc, description, List.of(fields)));
  }

  /** The forms by the RPCs' names, in alphabetical order. */
  static Map<String, JsonForm> all() {
    return Collections.unmodifiableMap(FORMS);
  }
}
