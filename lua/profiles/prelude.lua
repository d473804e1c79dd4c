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

-- The resource hwinfo of what stands under a DeviceInfo, which both data models have alike.
function prelude.hwinfo(map, info)
  local temperatures = {}
  for _, i in ipairs(prelude.rows(map, info .. "TemperatureStatus.TemperatureSensor.")) do
    local t = info .. "TemperatureStatus.TemperatureSensor." .. i .. "."
    temperatures[#temperatures + 1] = { [map[t .. "Name"] or tostring(i)] = tonumber(map[t .. "Value"]) }
  end
  local total, free = tonumber(map[info .. "MemoryStatus.Total"]), tonumber(map[info .. "MemoryStatus.Free"])
  local used = total and free and total - free
  return {
    uptime_seconds = tonumber(map[info .. "UpTime"]), hardware_version = map[info .. "HardwareVersion"],
    architecture = map[info .. "Processor.1.Architecture"],
    cpu_usage_percentage = tonumber(map[info .. "ProcessStatus.CPUUsage"]),
    memory_total_kilobytes = total, memory_free_kilobytes = free, memory_use_kilobytes = used,
    memory_usage_percentage = used and total > 0 and math.floor(used * 100 / total + 0.5) or nil,
    temperature_celsius = temperatures,
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

------------------------------------------------------------------------------------------------------------------------
-- Diagnostics. Their arguments and results have the same names in all data models; d is the path of the object that has them,
-- or over USP of the command: "Device.IP.Diagnostics.IPPing().".
------------------------------------------------------------------------------------------------------------------------

-- How it ended: DiagnosticsState, or what a command calls Status.
local function state(map, d)
  return map[d .. "DiagnosticsState"] or map[d .. "Status"]
end

-- Seconds outside, milliseconds in the device.
local function seconds(map, path)
  local milliseconds = tonumber(map[path])
  return milliseconds and milliseconds / 1000
end

local function milliseconds(leaf)
  local timeout = prelude.wanted(leaf)
  return timeout and math.floor(timeout * 1000)
end

-- What is to be set so that a diagnostic with these arguments begins.
function prelude.requested(d, arguments)
  local values = { [d .. "DiagnosticsState"] = "Requested" }
  for name, value in pairs(arguments) do values[d .. name] = value end
  return values
end

function prelude.ping_arguments(ping)
  local wanted = prelude.wanted
  return {
    Interface = wanted(ping.interface), Host = wanted(ping.host), Timeout = milliseconds(ping.timeout),
    NumberOfRepetitions = wanted(ping.number_of_repetitions), DataBlockSize = wanted(ping.data_block_size),
  }
end

function prelude.ping_result(map, d)
  return {
    result = prelude.outcome(state(map, d)),
    success_count = tonumber(map[d .. "SuccessCount"]), failure_count = tonumber(map[d .. "FailureCount"]),
    average_rtt = tonumber(map[d .. "AverageResponseTime"]), minimum_rtt = tonumber(map[d .. "MinimumResponseTime"]),
    maximum_rtt = tonumber(map[d .. "MaximumResponseTime"]),
  }
end

function prelude.ping(map, d)
  local pd = prelude.pd
  return {
    interface = pd(map[d .. "Interface"], true), host = pd(map[d .. "Host"], true),
    timeout = pd(seconds(map, d .. "Timeout"), true),
    number_of_repetitions = pd(tonumber(map[d .. "NumberOfRepetitions"]), true),
    data_block_size = pd(tonumber(map[d .. "DataBlockSize"]), true),
    processing = pd(state(map, d) == "Requested"),
    last_result = prelude.ping_result(map, d),
  }
end

function prelude.traceroute_arguments(trace)
  local wanted = prelude.wanted
  return {
    Interface = wanted(trace.interface), Host = wanted(trace.host), Timeout = milliseconds(trace.timeout),
    NumberOfTries = wanted(trace.number_of_tries), MaxHopCount = wanted(trace.max_hop_count),
  }
end

function prelude.traceroute_result(map, d)
  local hops = {}
  for _, i in ipairs(prelude.rows(map, d .. "RouteHops.")) do
    local h = d .. "RouteHops." .. i .. "."
    hops[#hops + 1] = {
      host = map[h .. "Host"] or map[h .. "HopHost"], -- TR-098 says Hop once more
      addr = map[h .. "HostAddress"] or map[h .. "HopHostAddress"],
      rtt = map[h .. "RTTimes"] or map[h .. "HopRTTimes"],
    }
  end
  return {
    result = prelude.outcome(state(map, d)), response_time = tonumber(map[d .. "ResponseTime"]),
    hop_count = #hops, hops = hops,
  }
end

function prelude.traceroute(map, d)
  local pd = prelude.pd
  return {
    interface = pd(map[d .. "Interface"], true), host = pd(map[d .. "Host"], true),
    number_of_tries = pd(tonumber(map[d .. "NumberOfTries"]), true),
    max_hop_count = pd(tonumber(map[d .. "MaxHopCount"]), true),
    timeout = pd(seconds(map, d .. "Timeout"), true),
    processing = pd(state(map, d) == "Requested"),
    last_result = prelude.traceroute_result(map, d),
  }
end

-- The action of a speed test, and its arguments; nil and why not, if the action is neither.
function prelude.speed_test_arguments(test)
  local wanted = prelude.wanted
  local action = wanted(test.action) or wanted(test.type) or "download"
  if action == "download" then
    return action, { Interface = wanted(test.interface), DownloadURL = wanted(test.url) }
  elseif action == "upload" then
    return action, { Interface = wanted(test.interface), UploadURL = wanted(test.url), TestFileLength = wanted(test.length) }
  end
  return nil, "action is '" .. tostring(action) .. "'; it is download or upload"
end

function prelude.speed_test_result(map, d, kind)
  local sent = tonumber(map[d .. "TestBytesSent"]) or tonumber(map[d .. "TotalBytesSent"])
  local received = tonumber(map[d .. "TestBytesReceived"]) or tonumber(map[d .. "TotalBytesReceived"])
  local bytes = kind == "upload" and sent or received
  local function between(from, to) return prelude.seconds_between(map[d .. from], map[d .. to]) end
  local transfer, rtt = between("BOMTime", "EOMTime"), between("TCPOpenRequestTime", "TCPOpenResponseTime")
  local all = between("ROMTime", "EOMTime")
  return {
    result = prelude.outcome(state(map, d)), action = kind, interface = map[d .. "Interface"],
    url = map[d .. "DownloadURL"] or map[d .. "UploadURL"],
    bytes_sent = sent, bytes_received = received,
    rtt = rtt and string.format("%.0fms", rtt * 1000),
    resp_time = all and string.format("%.2fs", all),
    throughput = bytes and transfer and transfer > 0 and string.format("%.2fMbps", bytes * 8 / transfer / 1e6) or nil,
  }
end

-- The neighbours of a site survey by band, and the noise by channel.
function prelude.neighbors(map, d)
  local sites = {}
  for _, i in ipairs(prelude.rows(map, d .. "Result.")) do
    local n = d .. "Result." .. i .. "."
    local band = map[n .. "OperatingFrequencyBand"] or ""
    if band == "" then band = "Unknown Frequency" end
    sites[band] = sites[band] or {}
    table.insert(sites[band], {
      ssid = map[n .. "SSID"], bssid = map[n .. "BSSID"], channel = map[n .. "Channel"],
      signal_level = map[n .. "SignalStrength"], standard = map[n .. "SupportedStandards"] or map[n .. "OperatingStandards"],
      bandwidth = map[n .. "OperatingChannelBandwidth"],
    })
    local noise = tonumber(map[n .. "Noise"])
    if noise and noise ~= 0 and map[n .. "Channel"] then
      sites["noise_" .. band] = sites["noise_" .. band] or {}
      sites["noise_" .. band][map[n .. "Channel"]] = noise
    end
  end
  return sites
end

return prelude
