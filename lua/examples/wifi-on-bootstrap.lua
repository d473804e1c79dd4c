-- Gives every new CPE its own Wi-Fi name and password.
--
-- A CPE tells 0 BOOTSTRAP when it contacts this controller for the first time, and after a factory reset. Both is the moment
-- to set it up. Ten are set up at once; a CPE that bootstraps again meanwhile waits for its turn.

local NAME_PREFIX = "Home-"

-- Where the parameters are, by data model.
local PLACES = {
  ["TR-181"] = {
    ssid = "Device.WiFi.SSID.1.SSID",
    password = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase",
  },
  ["TR-098"] = {
    ssid = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID",
    password = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.PreSharedKey.1.KeyPassphrase",
  },
}

local function set_up(ev)
  local device = get_device(ev.serial_number)
  local places = device and PLACES[device.data_model]
  if not places then
    log.warn(ev.serial_number .. ": no known data model, left as it is")
    return
  end

  local name = NAME_PREFIX .. string.sub(ev.serial_number, -4)
  local result = set_parameter_values(ev.serial_number, {
    [places.ssid] = name,
    [places.password] = generate_random_string(16),
  })
  if result ~= true then
    -- An error ends this call; the event is tried again, and kept aside when it fails for good.
    error(ev.serial_number .. ": " .. result.error_message .. " (" .. result.error_code .. ")")
  end
  print(ev.serial_number .. " is set up as " .. name)
end

listen_to_cwmp_event("0", "*", set_up, 10)
