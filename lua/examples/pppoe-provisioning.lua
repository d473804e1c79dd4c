-- Asks the ISP's own service for a new CPE's PPPoE account and sets it.
--
-- The service answers GET .../subscribers/SERIAL with {"username": "...", "password": "...", "vlan": 7}. Its address must be
-- public, or be listed in argonaut.script.http.allow.

local SERVICE = "http://127.0.0.1:9000/subscribers/"
local PPP = "Device.PPP.Interface.1."

local function account_of(sn)
  local answer = http_request("GET", SERVICE .. sn, { Accept = "application/json" })
  if not answer.ok then
    local why = answer.error_message ~= "" and answer.error_message or "HTTP " .. answer.status_code
    return nil, why
  end
  local account, err = json_decode(answer.body)
  if err or not account.username or not account.password then
    return nil, "no account in the answer: " .. tostring(err or answer.body)
  end
  return account
end

listen_to_cwmp_event("0", "*", function(ev)
  local account, why = account_of(ev.serial_number)
  if not account then
    error(ev.serial_number .. ": " .. why) -- tried again later
  end
  local result = set_parameter_values(ev.serial_number, {
    [PPP .. "Username"] = account.username,
    [PPP .. "Password"] = account.password,
    [PPP .. "Enable"] = "true",
  })
  if result ~= true then
    error(ev.serial_number .. ": " .. result.error_message)
  end
  print(ev.serial_number .. " is " .. account.username)
end, 20)
