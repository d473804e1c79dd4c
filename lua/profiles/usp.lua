-- model: TR-181 (built in)
-- protocol: usp
--
-- The profile behind every USP agent. Over USP the data model is that of TR-181, and so beneath this profile lies tr-181.lua:
-- as everywhere, a hook that is missing here is looked for there. What differs is below: what CWMP starts by setting a
-- DiagnosticsState are commands now.
--
-- A set_... function may return what an agent is to be asked, as a table: { command = path, input_args = { ... } } is an
-- Operate. It is waited for, and whatever it took and gave back can be read under its path from then on:
-- { "Device.IP.Diagnostics.IPPing()." } reads what the last ping told.

local tools = require("prelude")
local by_path, rows = tools.by_path, tools.rows

-- An Operate. Its arguments are text.
local function operate(command, arguments)
  local input = {}
  for name, value in pairs(arguments) do input[name] = tostring(value) end
  return { command = command, input_args = input }
end

-- The answer as a table from path to value, with values for what is not in it.
local function with_defaults(response, d, defaults)
  local map = by_path(response)
  for name, value in pairs(defaults) do map[d .. name] = map[d .. name] or value end
  return map
end

-- There is nothing to wait for.
local function no_state() return "" end

get_ping_diagnostic_state = no_state
get_traceroute_diagnostic_state = no_state
get_download_diagnostic_state = no_state
get_upload_diagnostic_state = no_state
get_site_survey_diagnostic_state = no_state

------------------------------------------------------------------------------------------------------------------------
-- Ping and traceroute
------------------------------------------------------------------------------------------------------------------------

local PING, TRACE = "Device.IP.Diagnostics.IPPing()", "Device.IP.Diagnostics.TraceRoute()"
local IP = "Device.IP.Interface."

-- What is shown before the first one: what is usual.
local NO_PING = { Status = "None", Interface = "", Host = "", NumberOfRepetitions = "3", Timeout = "1000", DataBlockSize = "64" }
local NO_TRACE = { Status = "None", Interface = "", Host = "", NumberOfTries = "3", Timeout = "5000", MaxHopCount = "30" }

function get_ping() return { PING .. ".", IP .. "*.Name" } end

function parse_get_ping(response)
  local map = with_defaults(response, PING .. ".", NO_PING)
  local ping = tools.ping(map, PING .. ".")
  ping.interface_options = {}
  for _, i in ipairs(rows(map, IP)) do
    table.insert(ping.interface_options, { path = IP .. i .. ".", name = map[IP .. i .. ".Name"] })
  end
  return ping
end

function set_ping(ping) return operate(PING, tools.ping_arguments(ping)) end
function get_ping_result() return { PING .. "." } end
function parse_get_ping_result(response) return tools.ping_result(by_path(response), PING .. ".") end

function get_traceroute() return { TRACE .. "." } end
function parse_get_traceroute(response) return tools.traceroute(with_defaults(response, TRACE .. ".", NO_TRACE), TRACE .. ".") end
function set_traceroute(trace) return operate(TRACE, tools.traceroute_arguments(trace)) end
function get_traceroute_result_number_of_hops() return "*" end
function get_traceroute_result() return { TRACE .. "." } end
function parse_get_traceroute_result(response) return tools.traceroute_result(by_path(response), TRACE .. ".") end

------------------------------------------------------------------------------------------------------------------------
-- Speed test
------------------------------------------------------------------------------------------------------------------------

local SPEED = {
  download = "Device.IP.Diagnostics.DownloadDiagnostics()",
  upload = "Device.IP.Diagnostics.UploadDiagnostics()",
}

function set_speed_test(test)
  local action, arguments = tools.speed_test_arguments(test)
  if not action then return nil, arguments end
  if action == "upload" then arguments.TestFileLength = arguments.TestFileLength or 1048576 end -- a command must be told
  return operate(SPEED[action], arguments)
end

function get_speed_test_result(kind) return { SPEED[kind] .. "." } end

function parse_get_speed_test_result(kind, response)
  local map = with_defaults(response, SPEED[kind] .. ".", { Status = "None" })
  return tools.speed_test_result(map, SPEED[kind] .. ".", kind)
end

------------------------------------------------------------------------------------------------------------------------
-- Site survey
------------------------------------------------------------------------------------------------------------------------

local SURVEY = "Device.WiFi.NeighboringWiFiDiagnostic()"

function set_site_survey_diagnostic_state() return operate(SURVEY, {}) end
function get_site_survey_results() return { SURVEY .. "." } end
function parse_get_site_survey(response) return tools.neighbors(by_path(response), SURVEY .. ".") end
