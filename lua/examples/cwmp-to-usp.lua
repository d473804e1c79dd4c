-- Moves CPEs from CWMP to USP over MQTT, each when it boots or contacts this controller for the first time.
--
-- Over CWMP the CPE gets an MQTT client, a way for its agent to talk (MTP) and a controller to talk to. When the agent has come, CWMP is
-- switched off over USP, and the record under the serial number goes: from then on the device is known by its endpoint id. What fails on
-- the way leaves CWMP on, and the next boot tries again. Ten devices are moved at once; a boot while one is being moved is passed over.

local BROKER = "mqtt.isp.example"
local PLAIN_PORT, TLS_PORT = "1883", "8883"
local CONTROLLER = "oktopusController"
local ATTEMPTS = 5

-- The vendor's command that has the agent fetch the broker's authority, for example
-- {command = "Device.Security.X_ACME_LoadCA()", url = "https://files.isp.example/ca.pem"}; nil: the agent stays without TLS.
local AUTHORITY = nil

---------------------------------------------------------------- CWMP

local function envelope(body)
  return [[
    <?xml version="1.0" encoding="UTF-8"?>
    <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"
        xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xmlns:cwmp="urn:dslforum-org:cwmp-1-0">
      <soap:Header/>
      <soap:Body>]] .. body .. [[</soap:Body>
    </soap:Envelope>]]
end

local function get(path)
  return envelope("<cwmp:GetParameterValues><ParameterNames><string>" .. path
    .. "</string></ParameterNames></cwmp:GetParameterValues>")
end

local function add_object(path)
  return envelope("<cwmp:AddObject><ObjectName>" .. path .. "</ObjectName></cwmp:AddObject>")
end

local function struct(path, value, kind)
  local typed = kind and (' xsi:type="xsd:' .. kind .. '"') or ""
  return "<ParameterValueStruct><Name>" .. path .. "</Name><Value" .. typed .. ">" .. value .. "</Value></ParameterValueStruct>"
end

local function set(structs)
  return envelope("<cwmp:SetParameterValues><ParameterList>" .. table.concat(structs)
    .. "</ParameterList><ParameterKey/></cwmp:SetParameterValues>")
end

-- The path of the new instance; nil when the CPE refused, and why is in the log.
local function add(sn, path)
  local r = send_cwmp_message(sn, add_object(path), 2, true)
  if r["error_message"] ~= nil then
    print(sn .. ": cannot add " .. path .. ": " .. r["error_message"])
    return nil
  end
  if r["instance_number"] == 0 then
    return nil
  end
  return path .. r["instance_number"] .. "."
end

local function apply(sn, structs)
  local r = send_cwmp_message(sn, set(structs), 1, true)
  if type(r) == "table" or r == false then
    print(sn .. ": " .. r["error_message"])
    return false
  end
  return true
end

---------------------------------------------------------------- USP

local function message(kind, request)
  return '{"header": {"msg_id": "' .. generate_random_string(8) .. '", "msg_type": ' .. kind .. '}, "body": {"request": ' .. request .. "}}"
end

local function load_authority(eid)
  return message(6, '{"operate": {"command": "' .. AUTHORITY.command .. '", "command_key": "ca", "send_resp": true, "input_args": {"URL": "'
    .. AUTHORITY.url .. '"}}}')
end

local function switch_cwmp_off()
  return message(4, [[{"set": {"allow_partial": false, "update_objs": [{"obj_path": "Device.ManagementServer.",
    "param_settings": [{"param": "EnableCWMP", "value": "false", "required": true}]}]}}]])
end

local function done(eid, result)
  if result["error_message"] ~= nil then
    print(eid .. ": " .. result["error_message"] .. " (" .. result["error_code"] .. ")")
    return false
  end
  return true
end

-- Whether the agent has come; asks with growing pauses.
local function agent_comes(eid)
  for attempt = 1, ATTEMPTS do
    local agent = get_device(eid)
    if agent ~= false and agent.usp then
      return true
    end
    sleep(2 * attempt)
  end
  return false
end

---------------------------------------------------------------- the move

local function agent_settings(eid, credential, mtp, client, controller, controller_mtp)
  return {
    struct(client .. "Name", "usp", "string"),
    struct(client .. "ProtocolVersion", "5.0", "string"),
    struct(client .. "BrokerAddress", BROKER, "string"),
    struct(client .. "BrokerPort", PLAIN_PORT),
    struct(client .. "TransportProtocol", "TCP/IP", "string"),
    struct(client .. "KeepAliveTime", "60", "unsignedInt"),
    struct(client .. "ConnectRetryTime", "5", "unsignedInt"),
    struct(client .. "CleanSession", "true", "boolean"),
    struct(client .. "ClientID", eid, "string"),
    struct(client .. "Username", credential["username"], "string"),
    struct(client .. "Password", credential["password"], "string"),
    struct(client .. "Enable", "true", "boolean"),
    struct(mtp .. "Protocol", "MQTT", "string"),
    struct(mtp .. "MQTT.Reference", client, "string"),
    struct(mtp .. "MQTT.ResponseTopicConfigured", "oktopus/usp/v1/agent/" .. eid, "string"),
    struct(mtp .. "Enable", "true", "boolean"),
    struct(controller .. "EndpointID", CONTROLLER, "string"),
    struct(controller .. "PeriodicNotifInterval", "3600"),
    struct(controller .. "Enable", "true", "boolean"),
    struct(controller_mtp .. "Protocol", "MQTT", "string"),
    struct(controller_mtp .. "MQTT.Reference", client, "string"),
    struct(controller_mtp .. "MQTT.Topic", "oktopus/usp/v1/notify/" .. eid, "string"),
    struct(controller_mtp .. "Enable", "true", "boolean"),
  }
end

local function set_up_agent(sn, eid)
  local credential = create_or_update_device_credential(eid, generate_random_string(16))
  if credential == false or credential["ok"] == false then
    print(sn .. ": " .. credential["error_msg"])
    return nil
  end
  local mtp = add(sn, "Device.LocalAgent.MTP.")
  local client = mtp and add(sn, "Device.MQTT.Client.")
  local controller = client and add(sn, "Device.LocalAgent.Controller.")
  local controller_mtp = controller and add(sn, controller .. "MTP.")
  if not controller_mtp then
    return nil
  end
  local settings = agent_settings(eid, credential, mtp, client, controller, controller_mtp)
  if not apply(sn, settings) then
    return nil
  end
  print(sn .. ": " .. #settings .. " parameters set")
  return client
end

local function use_tls(sn, eid, client)
  return done(eid, send_usp_message(eid, load_authority(eid)))
    and apply(sn, {struct(client .. "TransportProtocol", "TLS", "string"), struct(client .. "BrokerPort", TLS_PORT)})
    and agent_comes(eid)
end

local function migrate(sn)
  local path = "Device.LocalAgent.EndpointID"
  local found = send_cwmp_message(sn, get(path), 0, true)
  if found["error_message"] ~= nil then
    print(sn .. ": no agent (" .. found["error_code"] .. ")")
    return
  end
  local eid = found[path]
  print(sn .. ": endpoint id " .. eid)

  local client = set_up_agent(sn, eid)
  if not client then
    return
  end
  if not agent_comes(eid) then
    print(sn .. ": the agent did not come, CWMP stays on")
    return
  end
  if AUTHORITY and not use_tls(sn, eid, client) then
    return
  end
  if done(eid, send_usp_message(eid, switch_cwmp_off())) then
    delete_device(sn)
    print(sn .. " is " .. eid .. " now")
  end
end

listen_to_cwmp_event("*", "*", function(ev)
  if ev.event == "0" or ev.event == "1" then
    migrate(ev.serial_number)
  end
end, 10, true)
