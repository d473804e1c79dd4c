-- Has every CPE upload its configuration, each night at three, and keeps the last one of each weekday.
--
-- The files are in the file store: GET /api/v1/files/uploads%2Fbackup%2FSERIAL%2FWEEKDAY.

local AT_ONCE = 20

local function back_up(sn)
  local answer = upload(sn, {
    file_type = "1 Vendor Configuration File",
    file = "backup/" .. sn .. "/" .. os.date("!%A"),
  })
  if answer.ok then
    log.info(sn .. ": kept")
  else
    log.warn(sn .. ": " .. answer.error_message)
  end
end

-- One night's work. Uploads are asked for one after the other; a CPE that is away costs its own time only.
local function night()
  local cursor
  local asked = 0
  repeat
    local page
    page, cursor = get_devices({ status = 2, limit = AT_ONCE, cursor = cursor })
    for _, device in ipairs(page) do
      back_up(device.sn)
      asked = asked + 1
    end
  until not cursor
  print("asked " .. asked .. " CPEs")
end

schedule("0 3 * * *", night)
