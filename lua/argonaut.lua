---@meta argonaut

-- What scripts may call, for editors that understand LuaLS annotations. Generated: change it where the
-- functions are documented in the sources.

log = {}

-- Messages to devices

---What came instead of an answer.
---@class CwmpError
---@field error_message string For people; the FaultString of a fault
---@field error_code string The fault's code, "9005"; or 400, 404, 409, 429, 500, 502, 503, 504
---@field raw_response? string The fault's envelope
---@field parameter_faults? ParameterFault[] Which parameters of a SetParameterValues were at fault

---Why a parameter was not set.
---@class ParameterFault
---@field parameter_name string Full path
---@field fault_code string "9003" to "9008"
---@field fault_string string The device's text

---What came instead of an answer.
---@class UspError
---@field error_message string For people
---@field error_code string USP's, "7004"; or "400", "404", "503" ...

---How a USP message reaches its agent.
---@class UspOptions
---@field timeout? number Seconds until the answer must be there
---@field wake? boolean false: wait for an agent that is not connected; else that is an error at once
---@field complete? boolean true: an Operate that runs on is waited for to its end
---@field block_queue? boolean Nothing else is delivered to the agent meanwhile
---@field forget? boolean true: keep it for the agent and return at once

---How a request reaches its device.
---@class DeliveryOptions
---@field timeout? number Seconds until the answer must be there
---@field block_queue? boolean Nothing else is delivered to the device meanwhile
---@field wake? boolean false: wait for the device's own next session
---@field forget? boolean true: keep it for the device and return at once

---Asks the device for a session, sends it one RPC and waits for the answer.
---@param serial_number string The device's serial number
---@param xml string A SOAP envelope with one RPC. Wrong counts, missing types and keys, undeclared prefixes and a bare & are mended
---@param type integer 0 GetParameterValues, 1 SetParameterValues, 2 AddObject, 3 DeleteObject, 4 GetParameterNames; 5 to 20: docs
---@param block_queue? boolean|DeliveryOptions true: nothing else is delivered to the device meanwhile; or options: timeout (seconds), block_queue
---@param timeout? number Seconds until the answer must be there
---@return table<string, any>|boolean|CwmpError # By type: 0 values by path, 1 and 3 true, 2 instance_number and status, 4 a list of names; or an error table
function send_cwmp_message(serial_number, xml, type, block_queue, timeout) end

---Sends one RPC in the next session that the device opens by itself, and waits for the answer.
---@param serial_number string The device's serial number
---@param xml string A SOAP envelope with one RPC. Wrong counts, missing types and keys, undeclared prefixes and a bare & are mended
---@param type integer 0 GetParameterValues, 1 SetParameterValues, 2 AddObject, 3 DeleteObject, 4 GetParameterNames; 5 to 20: docs
---@param block_queue? boolean|DeliveryOptions true: nothing else is delivered to the device meanwhile; or options: timeout (seconds), block_queue
---@param timeout? number Seconds until the answer must be there
---@return table<string, any>|boolean|CwmpError # By type: 0 values by path, 1 and 3 true, 2 instance_number and status, 4 a list of names; or an error table
function send_cwmp_async_message(serial_number, xml, type, block_queue, timeout) end

---Keeps one RPC for the device, asks the device to come and returns at once.
---@param serial_number string The device's serial number
---@param xml string A SOAP envelope with one RPC. Wrong counts, missing types and keys, undeclared prefixes and a bare & are mended
---@param type_or_timeout? number Taken and of no account
---@param block_queue? boolean|DeliveryOptions true: nothing else is delivered to the device meanwhile; or options: timeout (seconds), block_queue
---@return true|CwmpError # true once it is kept
function send_cwmp_message_and_forget(serial_number, xml, type_or_timeout, block_queue) end

---Sends a USP message and waits for the answer.
---@param serial_number string The agent's endpoint id
---@param json string A USP Msg as JSON: header and body; names in camelCase or snake_case
---@param options? number|UspOptions Seconds until the answer must be there, or options
---@return table<string, string>|UspError # Values by path: read or set; paths made or deleted; a command's outputs. Or an error table. A second result, when only part was done: error tables by path
function send_usp_message(serial_number, json, options) end

-- Requests to devices

---An answer: ok, and the fields of the RPC's response in snake_case.
---@class CwmpAnswer
---@field ok boolean false: error_message and error_code say why
---@field command_key? string Of a transfer: comes back when it ends
---@field error_message? string See CwmpError
---@field error_code? string See CwmpError
---@field raw_response? string See CwmpError
---@field parameter_faults? ParameterFault[] See CwmpError

---Reads parameters by name or partial path; as many as you like. Gives values by path.
---@param serial_number string The device's serial number
---@param arguments string|string[]|table names; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return any|CwmpError # The answer; or what came instead
function get_parameter_values(serial_number, arguments, options) end

---Sets parameters, all or none: values by path. Types are those the device told, or follow from the values.
---@param serial_number string The device's serial number
---@param arguments table<string, string|number|boolean>|table values; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return any|CwmpError # The answer; or what came instead
function set_parameter_values(serial_number, arguments, options) end

---Lists what is under a path; one level unless next_level is false. Gives a list of names.
---@param serial_number string The device's serial number
---@param arguments string|table parameter_path; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return any|CwmpError # The answer; or what came instead
function get_parameter_names(serial_number, arguments, options) end

---Creates an instance of an object. Gives instance_number and status.
---@param serial_number string The device's serial number
---@param arguments string|table object_name; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return any|CwmpError # The answer; or what came instead
function add_object(serial_number, arguments, options) end

---Removes an instance of an object. Gives true.
---@param serial_number string The device's serial number
---@param arguments string|table object_name; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return any|CwmpError # The answer; or what came instead
function delete_object(serial_number, arguments, options) end

---The methods the device offers: method_list.
---@param serial_number string The device's serial number
---@param arguments? table The RPC's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function get_rpc_methods(serial_number, arguments, options) end

---Reads notification and access of parameters: attributes, a list of name, notification, access_list.
---@param serial_number string The device's serial number
---@param arguments string|string[]|table names; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function get_parameter_attributes(serial_number, arguments, options) end

---Sets notification and access of parameters: a list of name, notification, access_list.
---@param serial_number string The device's serial number
---@param arguments table[]|table attributes; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function set_parameter_attributes(serial_number, arguments, options) end

---Restarts the device.
---@param serial_number string The device's serial number
---@param arguments? string|table command_key; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function reboot(serial_number, arguments, options) end

---Restores the factory defaults.
---@param serial_number string The device's serial number
---@param arguments? table The RPC's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function factory_reset(serial_number, arguments, options) end

---Has the device fetch a file: file_type and url, or file, the name of one of ours.
---@param serial_number string The device's serial number
---@param arguments table The RPC's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function download(serial_number, arguments, options) end

---Has the device send a file: file_type and url, or file, the name under uploads/ to keep it as.
---@param serial_number string The device's serial number
---@param arguments table The RPC's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function upload(serial_number, arguments, options) end

---Asks for an Inform in so many seconds.
---@param serial_number string The device's serial number
---@param arguments integer|table delay_seconds; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function schedule_inform(serial_number, arguments, options) end

---As download, in one or two windows of time: time_window_list.
---@param serial_number string The device's serial number
---@param arguments table The RPC's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function schedule_download(serial_number, arguments, options) end

---Cancels a transfer by its command_key.
---@param serial_number string The device's serial number
---@param arguments string|table command_key; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function cancel_transfer(serial_number, arguments, options) end

---The transfers that we asked for and that are not done: transfer_list.
---@param serial_number string The device's serial number
---@param arguments? table The RPC's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function get_queued_transfers(serial_number, arguments, options) end

---All transfers that are not done: transfer_list.
---@param serial_number string The device's serial number
---@param arguments? table The RPC's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function get_all_queued_transfers(serial_number, arguments, options) end

---Installs, updates or removes software modules: a list of operation, url, uuid ...
---@param serial_number string The device's serial number
---@param arguments table[]|table operations; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function change_du_state(serial_number, arguments, options) end

---Sets vouchers of options (deprecated).
---@param serial_number string The device's serial number
---@param arguments string|string[]|table voucher_list; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function set_vouchers(serial_number, arguments, options) end

---Reads options: option_list (deprecated).
---@param serial_number string The device's serial number
---@param arguments? string|table option_name; or the rpc's arguments by name, in snake_case
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # The answer; or what came instead
function get_options(serial_number, arguments, options) end

---Any RPC: its name in rpc, its arguments beside it in snake_case.
---@param serial_number string The device's serial number
---@param request table {rpc = "GetParameterNames", parameter_path = "Device.", next_level = true}
---@param options? DeliveryOptions How it reaches the device
---@return CwmpAnswer # ok and the answer's fields; or ok = false and what came instead
function cwmp(serial_number, request, options) end

-- Events

---What a callback for USP events gets.
---@class UspEvent
---@field serial_number string the agent's endpoint id
---@field event string an event's name, "Boot!", or the notification's type, "ValueChange"
---@field id integer in the event log; the same when the event comes again
---@field time number when it came, in seconds since 1970 with their fraction, as now() has it
---@field subscription_id? string of the subscription that brought it
---@field path? string of the event, object or command; not of a ValueChange
---@field params? table<string, string> of an event
---@field parameters? table<string, string> the new value by path, of a ValueChange
---@field command_key? string of an OperationComplete
---@field output? table<string, string> of an OperationComplete that succeeded
---@field error_code? string of an OperationComplete that failed
---@field error_message? string of an OperationComplete that failed
---@field report? string id of a bulk data report
---@field profile? string of a bulk data report: its profile's number, or the name in its URL
---@field transport? string how a bulk data report came: http, mqtt or usp
---@field count? string values in a bulk data report
---@field collected? string when the values of a bulk data report were collected

---What a listener's callback gets.
---@class CwmpEvent
---@field serial_number string of the device
---@field event string the event's number, "1"; a code without one as it is, "M Reboot"
---@field event_code string the whole code, "1 BOOT"
---@field command_key string that came with the event; "" when none did
---@field parameters table<string, string> of the Inform
---@field id integer in the event log; the same when the event comes again
---@field time number when it came, in seconds since 1970 with their fraction, as now() has it

---Has the callback called for events that CPEs tell in their Informs, from any node, each at least once. Events of one device come one after the other. The call itself returns at once.
---@param event? string "0" BOOTSTRAP to "14" HEARTBEAT; nil or "*": all of these
---@param serial_number? string of one device; nil or "*": all
---@param callback fun(ev: CwmpEvent) called for each event
---@param parallel? integer callbacks that may run at once; 1 when left out
---@param discard_if_processing? boolean drop an event of a device whose callback is running, instead of having it wait
function listen_to_cwmp_event(event, serial_number, callback, parallel, discard_if_processing) end

---Has the callback called for what USP agents notify, from any node, each at least once. Events of one agent come one after the other. The call itself returns at once.
---@param event? string "Boot!", "ValueChange", "OperationComplete", "bulkdata" ...; nil or "*": all
---@param serial_number? string the endpoint id of one agent; nil or "*": all
---@param callback fun(ev: UspEvent) called for each event
---@param parallel? integer callbacks that may run at once; 1 when left out
---@param discard_if_processing? boolean drop an event of an agent whose callback is running, instead of having it wait
function listen_to_usp_event(event, serial_number, callback, parallel, discard_if_processing) end

---Has the callback called for each device that the controller sees for the first time.
---@param callback fun(device: Device) called with what get_device gives
---@param parallel? integer callbacks that may run at once; 1 when left out
function listen_to_new_device(callback, parallel) end

-- Devices

---A device.
---@class Device
---@field sn string Its id
---@field model string Set by people or scripts; empty: the product class stands in
---@field vendor string Manufacturer
---@field version string SoftwareVersion
---@field product_class string ProductClass
---@field alias string Set by people
---@field status integer 0 offline, 1 associating, 2 online
---@field cwmp boolean Speaks TR-069
---@field usp boolean Speaks TR-369
---@field data_model string TR-098, TR-181 or empty

---A device.
---@class DeviceListed
---@field sn string Its id
---@field model string Set by people or scripts; empty: the product class stands in
---@field vendor string Manufacturer
---@field version string SoftwareVersion
---@field product_class string ProductClass
---@field alias string Set by people
---@field status integer 0 offline, 1 associating, 2 online
---@field cwmp boolean Speaks TR-069
---@field usp boolean Speaks TR-369
---@field data_model string TR-098, TR-181 or empty
---@field oui string OUI of its maker
---@field ip string Where it last came from
---@field profile string The bound profile; empty: the built-in one
---@field tags string[] Set by people
---@field first_contact? integer As os.time
---@field last_contact? integer As os.time

---Which devices to list.
---@class DeviceQuery
---@field q? string Part of serial number, alias, vendor, model, version or address
---@field status? integer 0 offline, 1 associating, 2 online
---@field vendor? string The whole name
---@field model? string The whole name
---@field tag? string One it has
---@field filter? table The fields above may also stand in here
---@field limit? integer 1 to 1000
---@field cursor? string Of the page before

---A credential that was kept.
---@class DeviceCredential
---@field ok boolean true
---@field username string What the device is to authenticate as
---@field password string As given
---@field error_msg string Empty

---What is known of a device.
---@param serial_number string The device's serial number, or its endpoint id
---@return Device|false # false: unknown
function get_device(serial_number) end

---All devices, by serial number. For large fleets use get_devices.
---@return Device[] # An error when there are more than the operator's limit
function get_all_devices() end

---One page of the devices that match, by serial number.
---@param query? DeviceQuery Left out: the first hundred of all
---@return DeviceListed[] # The page
---@return string? # Cursor of the next page; nil on the last one
function get_devices(query) end

---Forgets a device with its parameters and queued requests.
---@param serial_number string The device's serial number, or its endpoint id
---@return boolean # false: unknown
function delete_device(serial_number) end

---Sets the model, on which device profiles are bound.
---@param serial_number string The device's serial number, or its endpoint id
---@param model string The model's name
---@return boolean # false: unknown
function set_device_model(serial_number, model) end

---Reads a device's own facts anew: identity, management server, WAN addresses and PPP.
---@param serial_number string The device's serial number, or its endpoint id
---@return boolean # Whether they were read
---@return string? # Why they were not
function refresh_device_parameters(serial_number) end

---Creates what a device authenticates with, or sets a new password.
---@param username string Not empty, no dots
---@param password string Not empty, no dots
---@return DeviceCredential # false with ok and error_msg when it cannot be kept
function create_or_update_device_credential(username, password) end

---Letters and digits, of a secure generator.
---@param length integer 0 or less: the empty string; at most 4096
---@return string # So many characters
function generate_random_string(length) end

-- HTTP

---An answer, or why there is none.
---@class HttpAnswer
---@field ok boolean Whether the status is 200 to 299
---@field status_code number 0: no answer
---@field body string As received
---@field headers table<string, string> By name in the usual spelling: Content-Type
---@field error_message string Empty when there is an answer, whatever its status

---Sends an HTTP request to a public host, or one that the operator allows, and waits for the answer. Redirects are followed.
---@param method string? Empty or nil: GET
---@param url string http:// or https://, without user name and password
---@param headers? table<string, string|string[]> By name; how the message travels is not yours to say
---@param body? string Sent as it is
---@param timeout? number Seconds for everything
---@return HttpAnswer # Always a table
function http_request(method, url, headers, body, timeout) end

-- JSON

---The JSON of a value. A table with keys 1 to n is an array, any other one must have string keys; an empty table is {} unless options say empty = "array". json_null in a table is null.
---@param value any nil, a boolean, a number, a string or a table
---@param options? table empty: "object" or "array"
---@return string? # The text; nil when the value is no JSON
---@return string? # What is wrong; nil when all is well
function json_encode(value, options) end

---The value of a JSON text. null is nil, so a member that is null is absent, unless another value is given for it. Whole numbers above 2^53 lose digits, as all numbers in Lua do.
---@param text string One JSON value
---@param null? any What null becomes, for example json_null
---@return any # The value; nil when the text is no JSON
---@return string? # What is wrong and where; nil when all is well
function json_decode(text, null) end

---Stands for null in tables that json_encode gets; calling it gives nil.
function json_null() end

-- Service instances

---What came of a call about service instances.
---@class ServiceResult
---@field ok boolean Whether the call was done
---@field error_message string Empty when ok
---@field error_code integer 200 when ok; 400, 404, 409, 429, 503
---@field status? string provisioned or failed
---@field instances? ServiceInstance[] In the order of their ids

---A service on a device.
---@class ServiceInstance
---@field id string Its id
---@field device_id string The device's serial number
---@field service_id string The service's id
---@field status string pending, provisioning, provisioned or failed
---@field variables table<string, string> Its values

---The services of a device.
---@param serial_number string The device's serial number
---@return ServiceResult # With instances
function get_service_instances(serial_number) end

---Gives a device a service; applies nothing yet.
---@param serial_number string The device's serial number
---@param service_id string The service's id
---@param variables? table<string, string|number|boolean> Values by name: strings, numbers or booleans
---@return ServiceResult # Whether it was kept
function create_service_instance(serial_number, service_id, variables) end

---Replaces the values of an instance; applies nothing yet.
---@param instance_id string The instance's id
---@param serial_number string The device it is on
---@param service_id string The service it is of
---@param variables? table<string, string|number|boolean> Values by name: strings, numbers or booleans
---@return ServiceResult # Whether it was kept
function edit_service_instance(instance_id, serial_number, service_id, variables) end

---Forgets an instance; what it set on the device stays.
---@param instance_id string The instance's id
---@return ServiceResult # Whether it was there
function delete_service_instance(instance_id) end

---Runs the service's script for the instance and waits for its end.
---@param instance_id string The instance's id
---@return ServiceResult # With status; ok speaks of the request only
function apply_service_instance(instance_id) end

---Has the service's script run for the instance, soon.
---@param instance_id string The instance's id
---@return ServiceResult # ok: it is queued on this node
function apply_service_instance_and_forget(instance_id) end

-- Time and log

---Waits, while other callbacks of the script run. Stopping the script ends it at once.
---@param seconds number How long; fractions are fine, 0 and less do not wait
function sleep(seconds) end

---The time with its fraction of a second; os.time has whole seconds.
---@return number # Seconds since 1970
function now() end

---Calls back at times, as long as the script runs. One call at a time: times that pass while it runs are left out.
---@param when string|number Five cron fields (minute, hour, day of the month, month, day of the week), as `0 3 * * *`; or an interval in seconds, at least 0.1
---@param callback fun() What is called
function schedule(when, callback) end

---Writes a line of little importance to the script's log.
---@param text any What to write
---@param ... any More, put behind it with tabs between
function log.debug(text, ...) end

---Writes a line worth knowing to the script's log.
---@param text any What to write
---@param ... any More, put behind it with tabs between
function log.info(text, ...) end

---Writes a line that is not as it should be to the script's log.
---@param text any What to write
---@param ... any More, put behind it with tabs between
function log.warn(text, ...) end

---Writes a line that went wrong to the script's log.
---@param text any What to write
---@param ... any More, put behind it with tabs between
function log.error(text, ...) end

-- Memory

---A value that this script stored; it outlives restarts and new versions.
---@param key string Its name
---@return any # The value; nil: none
---@return string? # Why it cannot be read
function store_get(key) end

---Stores a small value of this script: a number, string, boolean or table of those.
---@param key string Its name
---@param value any nil forgets it
---@return boolean # Whether it is stored
---@return string? # Why it is not
function store_set(key, value) end
