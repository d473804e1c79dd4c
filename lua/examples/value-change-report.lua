-- Watches values that change by themselves and reports what looks wrong.
--
-- CPEs tell 4 VALUE CHANGE with the parameters that changed. A CPE whose WAN address changes too often within an hour has an
-- unstable line.

local WINDOW_SECONDS = 3600
local MOST_CHANGES = 3

-- TR-181 CPEs tell of a new WAN address only when they are asked to; those of TR-098 always do.
local WAN_ADDRESS = "Device.IP.Interface.1.IPv4Address.1.IPAddress"
local ACTIVE = 2

listen_to_cwmp_event("0", "*", function(ev)
  if get_device(ev.serial_number).data_model == "TR-181" then
    local answer = set_parameter_attributes(ev.serial_number, { { name = WAN_ADDRESS, notification = ACTIVE } })
    if not answer.ok then
      log.warn(ev.serial_number .. ": " .. answer.error_message)
    end
  end
end, 10)

local address_changes = {} -- by serial number: times of the changes within the window

local function is_wan_address(path)
  return path == WAN_ADDRESS or string.match(path, "%.ExternalIPAddress$")
end

local function count_change(sn, now)
  local recent = {}
  for _, time in ipairs(address_changes[sn] or {}) do
    if now - time < WINDOW_SECONDS then
      table.insert(recent, time)
    end
  end
  table.insert(recent, now)
  address_changes[sn] = recent
  return #recent
end

listen_to_cwmp_event("4", "*", function(ev)
  for path, value in pairs(ev.parameters) do
    if is_wan_address(path) then
      local changes = count_change(ev.serial_number, ev.time)
      if changes > MOST_CHANGES then
        log.warn(ev.serial_number .. ": " .. changes .. " addresses within the hour, now " .. value)
      else
        print(ev.serial_number .. " has a new address, " .. value)
      end
    end
  end
end)

-- Times of CPEs that went quiet need no room.
schedule(WINDOW_SECONDS, function()
  for sn, times in pairs(address_changes) do
    if now() - times[#times] >= WINDOW_SECONDS then
      address_changes[sn] = nil
    end
  end
end)
