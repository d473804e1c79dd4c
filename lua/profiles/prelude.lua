-- Tools for profiles: local tools = require("prelude").
--
-- The built-in profiles are made with it, and any other profile may be. It is a profile's only module. What it is given wrong
-- is an error at the line that called it.

local prelude = {}

local function expect(value, kind, name)
  if type(value) ~= kind then error(name .. ": " .. kind .. " expected, got " .. type(value), 3) end
end

------------------------------------------------------------------------------------------------------------------------
-- Reading an answer
------------------------------------------------------------------------------------------------------------------------

-- The answer as a table from path to value.
function prelude.by_path(response)
  expect(response, "table", "by_path")
  expect(response.list, "table", "by_path: response.list")
  local map = {}
  for _, p in ipairs(response.list) do map[p.name] = p.value end
  return map
end

-- The instance numbers of a table in the answer, ascending: rows(map, "Device.WiFi.Radio.") gives { 1, 2 }.
function prelude.rows(map, prefix)
  expect(map, "table", "rows")
  expect(prefix, "string", "rows")
  local seen, list = {}, {}
  for name in pairs(map) do
    if name:sub(1, #prefix) == prefix then
      local n = tonumber(name:match("^(%d+)%.", #prefix + 1))
      if n and not seen[n] then
        seen[n] = true
        list[#list + 1] = n
      end
    end
  end
  table.sort(list)
  return list
end

-- A leaf of a resource: its value, and whether it may be set. Nothing where the device has nothing.
function prelude.pd(value, writable)
  if value == nil then return nil end
  return { value = value, writable = writable or false }
end

function prelude.bool(text)
  if text == nil then return nil end
  return text == "1" or text:lower() == "true"
end

function prelude.number(map, path)
  return tonumber(map[path])
end

-- "a,b, c" gives { "a", "b", "c" }.
function prelude.list(text)
  if text == nil then return nil end
  local items = {}
  for item in text:gmatch("[^,]+") do items[#items + 1] = item:match("^%s*(.-)%s*$") end
  return items
end

-- "1-3,36" gives { 1, 2, 3, 36 }.
function prelude.channels(text)
  if text == nil then return nil end
  local numbers = {}
  for _, item in ipairs(prelude.list(text)) do
    local first, last = item:match("^(%d+)%-(%d+)$")
    for n = tonumber(first or item) or 1, tonumber(last or item) or 0 do numbers[#numbers + 1] = n end
  end
  return numbers
end

-- A transmit power: "80" gives "80%", "-1" gives "Auto".
function prelude.percent(text)
  if text == nil then return nil end
  return text == "-1" and "Auto" or text .. "%"
end

-- The path of the (first) object that a reference names; references come with and without the dot at their end.
function prelude.object(path)
  path = path and path:match("^%s*([^,%s]+)")
  if path == nil then return nil end
  return path:sub(-1) == "." and path or path .. "."
end

-- Counters, as the resources call them: stats(map, "Device.IP.Interface.1.Stats.").
function prelude.stats(map, prefix)
  local function count(name) return tonumber(map[prefix .. name]) end
  return {
    bytes_sent = count("BytesSent"), bytes_received = count("BytesReceived"),
    packets_sent = count("PacketsSent"), packets_received = count("PacketsReceived"),
    errors_sent = count("ErrorsSent"), errors_received = count("ErrorsReceived"),
    discard_packets_sent = count("DiscardPacketsSent"), discard_packets_received = count("DiscardPacketsReceived"),
    unicast_packets_sent = count("UnicastPacketsSent"), unicast_packets_received = count("UnicastPacketsReceived"),
    multicast_packets_sent = count("MulticastPacketsSent"), multicast_packets_received = count("MulticastPacketsReceived"),
    broadcast_packets_sent = count("BroadcastPacketsSent"), broadcast_packets_received = count("BroadcastPacketsReceived"),
    unknown_packets_received = count("UnknownProtoPacketsReceived"),
  }
end

-- DiagnosticsState in words.
local OUTCOMES = {
  None = "None", Requested = "In progress", Complete = "Success", Completed = "Success",
  Error_CannotResolveHostName = "Cannot resolve host name", Error_MaxHopCountExceeded = "Max hop count exceeded",
}

function prelude.outcome(state)
  if state == nil then return "Unknown" end
  return OUTCOMES[state] or "Failure"
end

-- Seconds between two times of one day or of two that follow each other, as 2026-01-31T23:59:59.250Z.
function prelude.seconds_between(from, to)
  local function of_day(time)
    local h, m, s = (time or ""):match("T(%d+):(%d+):([%d%.]+)")
    return h and h * 3600 + m * 60 + tonumber(s)
  end
  from, to = of_day(from), of_day(to)
  if not from or not to then return nil end
  return to >= from and to - from or to + 86400 - from
end

------------------------------------------------------------------------------------------------------------------------
-- Setting
------------------------------------------------------------------------------------------------------------------------

-- What the caller wants of a leaf, given as { value = x } or just as x; nil: leave it alone.
function prelude.wanted(leaf)
  if type(leaf) == "table" then return leaf.value end
  return leaf
end

-- Adds path = value to what is to be set, if the caller wants it.
function prelude.set(values, path, value)
  if value ~= nil then values[path] = value end
end

return prelude
