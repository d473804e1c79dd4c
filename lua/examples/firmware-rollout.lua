-- Rolls firmware out in waves: a few CPEs first, more when those are well, and no further when too many are not.
--
-- Put the image into the file store first:
--   curl -T fw-2.0.bin -H "Authorization: Bearer $TOKEN" \
--     "http://127.0.0.1:8080/api/v1/files/fw-2.0.bin?type=1%20Firmware%20Upgrade%20Image&version=2.0"

local MODEL = "AR-5200"
local VERSION = "2.0"
local IMAGE = "fw-2.0.bin"
local WAVES = { 5, 50, 500 }       -- sizes; the last one repeats until all are done
local MOST_FAILURES = 0.1          -- of a wave
local UPGRADE_SECONDS = 900        -- until a wave must be back with the new version

-- Whether the CPE is back with the version before the deadline.
local function upgraded(sn, deadline)
  repeat
    local device = get_device(sn)
    if device and device.version == VERSION and device.status == 2 then
      return true
    end
    sleep(2)
  until os.time() >= deadline
  return false
end

-- Healthy: it answers, and its uptime says that it does not restart again and again.
local function healthy(sn)
  local root = get_device(sn).data_model == "TR-098" and "InternetGatewayDevice." or "Device."
  local path = root .. "DeviceInfo.UpTime"
  local values = get_parameter_values(sn, path)
  return values.error_message == nil and tonumber(values[path]) ~= nil
end

-- Asks all CPEs of a wave to upgrade, then waits for each. Gives how many failed.
local function upgrade(wave)
  local why = {}
  local deadline = os.time() + UPGRADE_SECONDS
  for _, sn in ipairs(wave) do
    local answer = download(sn, { file_type = "1 Firmware Upgrade Image", file = IMAGE })
    if not answer.ok then
      why[sn] = answer.error_message
    end
  end
  local failures = 0
  for _, sn in ipairs(wave) do
    if not why[sn] and not upgraded(sn, deadline) then
      why[sn] = "not back with " .. VERSION .. " in time"
    elseif not why[sn] and not healthy(sn) then
      why[sn] = "does not answer well after the upgrade"
    end
    if why[sn] then
      failures = failures + 1
      log.warn(sn .. ": " .. why[sn])
    else
      print(sn .. " runs " .. VERSION)
    end
  end
  return failures
end

-- CPEs of the model that run something else, this many at most.
local function next_wave(size, skip)
  local wave, cursor = {}, nil
  repeat
    local page
    page, cursor = get_devices({ status = 2, limit = 1000, cursor = cursor })
    for _, device in ipairs(page) do
      local model = device.model ~= "" and device.model or device.product_class
      if model == MODEL and device.version ~= VERSION and not skip[device.sn] then
        table.insert(wave, device.sn)
        if #wave == size then
          return wave
        end
      end
    end
  until not cursor
  return wave
end

local tried = {}
local number = 1
while true do
  local wave = next_wave(WAVES[math.min(number, #WAVES)], tried)
  if #wave == 0 then
    print("done: no CPE of " .. MODEL .. " is left to upgrade")
    return
  end
  print("wave " .. number .. ": " .. #wave .. " CPEs")
  for _, sn in ipairs(wave) do
    tried[sn] = true
  end
  local failures = upgrade(wave)
  if failures / #wave > MOST_FAILURES then
    log.error("stopped: " .. failures .. " of " .. #wave .. " failed in wave " .. number)
    return
  end
  number = number + 1
end
