-- Watches values that change by themselves and reports what looks wrong.
--
-- CPEs tell 4 VALUE CHANGE with the parameters that changed. A CPE whose WAN address changes too often within an hour has an
-- unstable line; new firmware that nobody asked for is worth a line, too.

local WINDOW_SECONDS = 3600
local MOST_CHANGES = 3

local address_changes = {} -- by serial number: times of the changes within the window

local function is_wan_address(path)
  return string.match(path, "%.ExternalIPAddress$") or string.match(path, "%.IPv4Address%.%d+%.IPAddress$")
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
      end
    elseif string.match(path, "%.SoftwareVersion$") then
      log.info(ev.serial_number .. " now runs firmware " .. value)
    end
  end
end)

-- Times of CPEs that went quiet need no room.
schedule(WINDOW_SECONDS, function()
  local now = os.time()
  for sn, times in pairs(address_changes) do
    if now - times[#times] >= WINDOW_SECONDS then
      address_changes[sn] = nil
    end
  end
end)
