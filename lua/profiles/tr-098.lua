-- model: TR-098 (built in)
-- protocol: cwmp
--
-- The profile behind every TR-098 CPE that has none of its own. See tr-181.lua for how a profile is made; here is what is
-- different about TR-098: a WLANConfiguration is SSID, access point and radio in one, the WAN stands in a fixed tree, and
-- LowerLayers do not exist.

local ROOT = "InternetGatewayDevice."

local tools = require("prelude")
local by_path, rows, object, number, stats = tools.by_path, tools.rows, tools.object, tools.number, tools.stats
local pd, bool, list, channels, percent = tools.pd, tools.bool, tools.list, tools.channels, tools.percent
local hwinfo = tools.hwinfo
local wanted, set = tools.wanted, tools.set

------------------------------------------------------------------------------------------------------------------------
-- The device
------------------------------------------------------------------------------------------------------------------------

function get_data_model() return "TR-098" end

function is_real_time() return true end

function get_device_specs() return { TimeTraceRoute = 120, DirectResult = false } end

------------------------------------------------------------------------------------------------------------------------
-- Radio and SSID, both of WLANConfigurations: those of one band share a radio
------------------------------------------------------------------------------------------------------------------------

local LAN = ROOT .. "LANDevice.1."
local WLAN = LAN .. "WLANConfiguration."

function get_radio() return { WLAN } end
function get_ssid() return { WLAN } end

local function band_of(map, w)
  local possible = channels(map[w .. "PossibleChannels"])
  local channel = possible and possible[1] or number(map, w .. "Channel") or 0
  return channel > 14 and "5GHz" or "2.4GHz"
end

-- Bytes and packets stand in the WLANConfiguration itself, all else in its Stats.
local function wlan_stats(map, w)
  local counters = stats(map, w .. "Stats.")
  for name, count in pairs(stats(map, w .. "Total")) do counters[name] = count end
  return counters
end

-- The first WLANConfiguration of each band, in the device's order.
local function radios_of(map)
  local first, order = {}, {}
  for _, i in ipairs(rows(map, WLAN)) do
    local w = WLAN .. i .. "."
    local band = band_of(map, w)
    if not first[band] then
      first[band] = w
      order[#order + 1] = band
    end
  end
  return first, order
end

function parse_radio(response)
  local map, radios = by_path(response), {}
  local first, order = radios_of(map)
  for _, band in ipairs(order) do
    local w = first[band]
    local powers = list(map[w .. "TransmitPowerSupported"])
    for k, power in ipairs(powers or {}) do powers[k] = percent(power) end
    radios[#radios + 1] = {
      path = w,
      name = pd(map[w .. "Name"]),
      enable = pd(bool(map[w .. "RadioEnabled"] or map[w .. "Enable"]), true),
      auto_channel_enable = pd(bool(map[w .. "AutoChannelEnable"]), true),
      channel = pd(number(map, w .. "Channel"), true),
      possible_channels = pd(channels(map[w .. "PossibleChannels"])),
      operating_frequency_band = pd(band),
      supported_frequency_bands = pd({ band }),
      operating_standards = pd(list(map[w .. "Standard"])),
      transmit_power = pd(percent(map[w .. "TransmitPower"]), true),
      transmit_power_supported = pd(powers),
    }
  end
  return radios
end

function set_radio(radios)
  local values = {}
  for _, radio in ipairs(radios) do
    local w = radio.path
    set(values, w .. "RadioEnabled", wanted(radio.enable))
    local auto, channel = wanted(radio.auto_channel_enable), wanted(radio.channel)
    if channel ~= nil and auto == nil then auto = false end -- a channel of one's own choice is not automatic
    set(values, w .. "AutoChannelEnable", auto)
    if not auto then set(values, w .. "Channel", channel) end
    local power = wanted(radio.transmit_power)
    set(values, w .. "TransmitPower", power and tonumber((power:gsub("%%", ""))))
  end
  return values
end

-- BeaconType in the words of TR-181, and back.
local MODES = {
  None = "None", Basic = "WEP-128", WPA = "WPA-Personal", ["11i"] = "WPA2-Personal", WPAand11i = "WPA-WPA2-Personal",
}
local BEACONS = {
  None = "None", ["WEP-128"] = "Basic", ["WEP-64"] = "Basic", ["WPA-Personal"] = "WPA", ["WPA2-Personal"] = "11i",
  ["WPA-WPA2-Personal"] = "WPAand11i",
}

local function mode_of(map, w)
  local beacon = map[w .. "BeaconType"]
  if beacon == "Basic" and map[w .. "BasicEncryptionModes"] == "None" then return "None" end
  return beacon and (MODES[beacon] or beacon)
end

-- Where the passphrase is: most boxes want it in the first PreSharedKey.
local function key_object(map, w)
  return map[w .. "PreSharedKey.1.KeyPassphrase"] and w .. "PreSharedKey.1." or w
end

function parse_ssid(response)
  local map, ssids = by_path(response), {}
  local first = radios_of(map)
  for _, i in ipairs(rows(map, WLAN)) do
    local w = WLAN .. i .. "."
    local key = key_object(map, w)
    local guest = (map[w .. "SSID"] or ""):lower():find("guest", 1, true) ~= nil
    ssids[#ssids + 1] = {
      path = w, ssid_path = w, ap_path = w,
      associated_radio = first[band_of(map, w)],
      type = pd(guest and "Guest" or "Primary"),
      name = pd(map[w .. "Name"]),
      enable = pd(bool(map[w .. "Enable"]), true),
      mac_address = pd(map[w .. "BSSID"]),
      ssid = pd(map[w .. "SSID"], true),
      status = pd(map[w .. "Status"]),
      ssid_advertisement_enabled = pd(bool(map[w .. "SSIDAdvertisementEnabled"]), true),
      has_band_steering = false,
      bytes_sent = number(map, w .. "TotalBytesSent"),
      bytes_received = number(map, w .. "TotalBytesReceived"),
      security = {
        path = key,
        security_modes_supported = pd({ "None", "WPA-Personal", "WPA2-Personal", "WPA-WPA2-Personal" }),
        security_mode_enabled = pd(mode_of(map, w), true),
        password = pd(map[key .. "KeyPassphrase"], true),
      },
    }
  end
  return ssids
end

function set_ssid(ssids)
  local values = {}
  for _, ssid in ipairs(ssids) do
    local w = ssid.ssid_path or ssid.path
    set(values, w .. "Enable", wanted(ssid.enable))
    set(values, w .. "SSID", wanted(ssid.ssid))
    set(values, w .. "SSIDAdvertisementEnabled", wanted(ssid.ssid_advertisement_enabled))
    local security = ssid.security
    if security then
      local mode = wanted(security.security_mode_enabled)
      local beacon = mode and (BEACONS[mode] or mode)
      set(values, w .. "BeaconType", beacon)
      if beacon == "WPA" or beacon == "WPAand11i" then
        set(values, w .. "WPAAuthenticationMode", "PSKAuthentication")
      end
      if beacon == "11i" or beacon == "WPAand11i" then
        set(values, w .. "IEEE11iAuthenticationMode", "PSKAuthentication")
      end
      set(values, (security.path or w) .. "KeyPassphrase", wanted(security.password))
    end
  end
  return values
end

------------------------------------------------------------------------------------------------------------------------
-- Connected devices
------------------------------------------------------------------------------------------------------------------------

local HOST, ETHERNET = LAN .. "Hosts.Host.", LAN .. "LANEthernetInterfaceConfig."

function get_connected_devices() return { LAN .. "Hosts.", WLAN } end

function parse_get_connected_devices(response)
  local map, by_interface = by_path(response), {}
  local signal = {}
  for _, i in ipairs(rows(map, WLAN)) do
    for _, k in ipairs(rows(map, WLAN .. i .. ".AssociatedDevice.")) do
      local d = WLAN .. i .. ".AssociatedDevice." .. k .. "."
      signal[(map[d .. "AssociatedDeviceMACAddress"] or ""):lower()] =
        { rssi = map[d .. "SignalStrength"] or map[d .. "AssociatedDeviceRssi"], band = band_of(map, WLAN .. i .. ".") }
    end
  end
  for _, i in ipairs(rows(map, HOST)) do
    local h = HOST .. i .. "."
    local mac, layer2 = map[h .. "MACAddress"] or "", object(map[h .. "Layer2Interface"]) or "-"
    local station = signal[mac:lower()]
    local port = layer2:match("LANEthernetInterfaceConfig%.(%d+)%.$")
    local wireless = layer2:find(WLAN, 1, true) and band_of(map, layer2)
    local key = port and "LAN " .. port or (station and station.band) or wireless or "Ethernet"
    by_interface[key] = by_interface[key] or {}
    table.insert(by_interface[key], {
      mac = mac, ip_adress = map[h .. "IPAddress"], adress_source = map[h .. "AddressSource"],
      active = bool(map[h .. "Active"]), hostname = map[h .. "HostName"], rssi = station and station.rssi,
      router_mesh = false,
    })
  end
  return by_interface
end

------------------------------------------------------------------------------------------------------------------------
-- Statistics
------------------------------------------------------------------------------------------------------------------------

local WAN = ROOT .. "WANDevice."

-- One partial path for each kind: the device leaves out what it does not have.
function get_statistics() return { ETHERNET, WLAN, WAN } end

-- Every WAN connection of the device, IP and PPP: { path, ppp = true|false, device = "...WANDevice.1." }.
local function wan_connections(map)
  local all = {}
  for _, i in ipairs(rows(map, WAN)) do
    local device = WAN .. i .. "."
    for _, k in ipairs(rows(map, device .. "WANConnectionDevice.")) do
      local c = device .. "WANConnectionDevice." .. k .. "."
      for _, kind in ipairs({ "WANPPPConnection.", "WANIPConnection." }) do
        for _, n in ipairs(rows(map, c .. kind)) do
          all[#all + 1] = { path = c .. kind .. n .. ".", ppp = kind == "WANPPPConnection.", device = device, link = c }
        end
      end
    end
  end
  return all
end

function parse_get_statistics(response)
  local map, all = by_path(response), {}
  local function add(key, counters, path, name)
    if next(counters) == nil then return end
    counters.path, counters.name = path, name
    all[key] = all[key] or {}
    table.insert(all[key], counters)
  end
  for _, i in ipairs(rows(map, ETHERNET)) do
    local e = ETHERNET .. i .. "."
    add("LAN " .. i, stats(map, e .. "Stats."), e, map[e .. "Name"])
  end
  for _, i in ipairs(rows(map, WLAN)) do
    local w = WLAN .. i .. "."
    add(band_of(map, w), wlan_stats(map, w), w, map[w .. "SSID"])
  end
  for _, connection in ipairs(wan_connections(map)) do
    add("WAN", stats(map, connection.path .. "Stats.Ethernet"), connection.path, map[connection.path .. "Name"])
  end
  return all
end

------------------------------------------------------------------------------------------------------------------------
-- Ports
------------------------------------------------------------------------------------------------------------------------

function get_interface_wan() return { WAN } end
function get_interface_lan() return { ETHERNET, LAN .. "LANHostConfigManagement." } end
function get_interface_wlan() return { WLAN } end
function get_port() return { WAN, ETHERNET, LAN .. "LANHostConfigManagement." } end

local function wan_ip(map, connection)
  local c = connection.path
  local static = map[c .. "AddressingType"] == "Static"
  local vlan = map[connection.link .. "X_VLANID"] -- TR-098 itself has none
  return {
    path = c,
    name = pd(map[c .. "Name"], true),
    enable = pd(bool(map[c .. "Enable"]), true),
    max_mtu_size = pd(number(map, c .. "MaxMRUSize") or number(map, c .. "MaxMTUSize"), true),
    service = pd(map[c .. "ConnectionType"]),
    vlan = vlan and { path = connection.link, id = pd(tonumber(vlan)) },
    pppoe = connection.ppp and {
      path = c, username = pd(map[c .. "Username"], true), password = pd(map[c .. "Password"], true),
      connection_status = pd(map[c .. "ConnectionStatus"]),
    } or nil,
    ipv4 = {
      path = c,
      enable = pd(bool(map[c .. "Enable"])),
      ip_address = pd(map[c .. "ExternalIPAddress"], static),
      subnet_mask = pd(map[c .. "SubnetMask"], static),
      gateway = pd(map[c .. "DefaultGateway"] or map[c .. "RemoteIPAddress"], static),
      origin = pd(connection.ppp and "PPPoE" or map[c .. "AddressingType"]),
      dns_servers = map[c .. "DNSServers"] and { path = c, dns_servers = pd(map[c .. "DNSServers"], true) },
    },
  }
end

function parse_get_interface_wan(response)
  local map, all = by_path(response), {}
  local connections = wan_connections(map)
  for _, i in ipairs(rows(map, WAN)) do
    local w = WAN .. i .. "."
    local common = w .. "WANCommonInterfaceConfig."
    local access = map[common .. "WANAccessType"]
    local interface = access == "DSL" and "WANDSLInterfaceConfig." or "WANEthernetInterfaceConfig."
    local ip = {}
    for _, connection in ipairs(connections) do
      if connection.device == w then ip[#ip + 1] = wan_ip(map, connection) end
    end
    all[i == 1 and "WAN" or "WAN " .. i] = {
      path = w .. interface,
      enable = pd(bool(map[w .. interface .. "Enable"]), true),
      mac_address = pd(map[w .. interface .. "MACAddress"]),
      upstream = pd(true),
      status = pd(map[common .. "PhysicalLinkStatus"]),
      service = pd(access),
      rx = number(map, common .. "TotalBytesReceived"), tx = number(map, common .. "TotalBytesSent"),
      stats = stats(map, common .. "Total"),
      ip = ip,
    }
  end
  return all
end

function parse_get_interface_lan(response)
  local map, all, ip = by_path(response), {}, {}
  local management = LAN .. "LANHostConfigManagement."
  for _, i in ipairs(rows(map, management .. "IPInterface.")) do
    local a = management .. "IPInterface." .. i .. "."
    ip[#ip + 1] = {
      path = a,
      enable = pd(bool(map[a .. "Enable"]), true),
      ipv4 = {
        path = a,
        enable = pd(bool(map[a .. "Enable"])),
        ip_address = pd(map[a .. "IPInterfaceIPAddress"], true),
        subnet_mask = pd(map[a .. "IPInterfaceSubnetMask"], true),
        origin = pd(map[a .. "IPInterfaceAddressingType"]),
      },
    }
  end
  for _, i in ipairs(rows(map, ETHERNET)) do
    local e = ETHERNET .. i .. "."
    all["LAN " .. i] = {
      path = e,
      enable = pd(bool(map[e .. "Enable"]), true),
      name = pd(map[e .. "Name"]),
      mac_address = pd(map[e .. "MACAddress"]),
      upstream = pd(false),
      status = pd(map[e .. "Status"]),
      rx = number(map, e .. "Stats.BytesReceived"), tx = number(map, e .. "Stats.BytesSent"),
      stats = stats(map, e .. "Stats."),
      ip = ip,
    }
  end
  return all
end

function parse_get_interface_wlan(response)
  local map, all = by_path(response), {}
  for _, i in ipairs(rows(map, WLAN)) do
    local w = WLAN .. i .. "."
    all["WLAN " .. i] = {
      path = w, enable = pd(bool(map[w .. "Enable"]), true), name = pd(map[w .. "Name"]),
      mac_address = pd(map[w .. "BSSID"]), upstream = pd(false), status = pd(map[w .. "Status"]),
      rx = number(map, w .. "TotalBytesReceived"), tx = number(map, w .. "TotalBytesSent"),
      stats = wlan_stats(map, w), ip = {},
    }
  end
  return all
end

function parse_get_port(response)
  local all = parse_get_interface_wan(response)
  for key, port in pairs(parse_get_interface_lan(response)) do all[key] = port end
  return all
end

function set_port(ports)
  local values = {}
  for _, port in pairs(ports) do
    set(values, port.path .. "Enable", wanted(port.enable))
    for _, ip in ipairs(port.ip or {}) do
      local lan = ip.path:find("IPInterface.", 1, true) ~= nil
      set(values, ip.path .. "Enable", wanted(ip.enable))
      set(values, ip.path .. "Name", wanted(ip.name))
      set(values, ip.path .. (ip.pppoe and "MaxMRUSize" or "MaxMTUSize"), wanted(ip.max_mtu_size))
      if ip.pppoe then
        set(values, ip.pppoe.path .. "Username", wanted(ip.pppoe.username))
        set(values, ip.pppoe.path .. "Password", wanted(ip.pppoe.password))
      end
      local v4 = ip.ipv4
      if v4 then
        set(values, v4.path .. (lan and "IPInterfaceIPAddress" or "ExternalIPAddress"), wanted(v4.ip_address))
        set(values, v4.path .. (lan and "IPInterfaceSubnetMask" or "SubnetMask"), wanted(v4.subnet_mask))
        if not ip.pppoe then set(values, v4.path .. "DefaultGateway", wanted(v4.gateway)) end
        if v4.dns_servers then set(values, v4.dns_servers.path .. "DNSServers", wanted(v4.dns_servers.dns_servers)) end
      end
    end
  end
  return values
end

function get_wan_options()
  return { { path = WAN .. "1.", type = "DSL" }, { path = WAN .. "1.", type = "Ethernet" } }
end

------------------------------------------------------------------------------------------------------------------------
-- Bridges: the LAN with its addresses and its DHCP server
------------------------------------------------------------------------------------------------------------------------

function get_bridge() return { ROOT .. "Layer2Bridging.Bridge.", ETHERNET, LAN .. "LANHostConfigManagement." } end

function parse_get_bridge(response)
  local map, bridges, addresses, members = by_path(response), {}, {}, {}
  local management = LAN .. "LANHostConfigManagement."
  for _, i in ipairs(rows(map, management .. "IPInterface.")) do
    local a = management .. "IPInterface." .. i .. "."
    addresses[#addresses + 1] = {
      path = a, enable = pd(bool(map[a .. "Enable"]), true), ip_address = pd(map[a .. "IPInterfaceIPAddress"], true),
      subnet_mask = pd(map[a .. "IPInterfaceSubnetMask"], true), origin = pd(map[a .. "IPInterfaceAddressingType"]),
    }
  end
  for _, i in ipairs(rows(map, ETHERNET)) do
    local e = ETHERNET .. i .. "."
    members[#members + 1] = { path = e, name = pd(map[e .. "Name"]), enable = pd(bool(map[e .. "Enable"]), true) }
  end
  for n, i in ipairs(rows(map, ROOT .. "Layer2Bridging.Bridge.")) do
    local b = ROOT .. "Layer2Bridging.Bridge." .. i .. "."
    bridges[n] = {
      bridge_path = b,
      enable = pd(bool(map[b .. "BridgeEnable"]), true),
      name = pd(map[b .. "BridgeName"], true),
      ipv4 = n == 1 and addresses or {},
      ports = n == 1 and members or {},
      dhcp_v4 = { server = n == 1 and {
        {
          path = management,
          enable = pd(bool(map[management .. "DHCPServerEnable"]), true),
          min_address = pd(map[management .. "MinAddress"], true), max_address = pd(map[management .. "MaxAddress"], true),
          subnet_mask = pd(map[management .. "SubnetMask"], true), dns_servers = pd(map[management .. "DNSServers"], true),
          lease_time = pd(number(map, management .. "DHCPLeaseTime"), true),
        },
      } or {} },
    }
  end
  return bridges
end

function set_bridge(bridges)
  local values = {}
  for _, bridge in ipairs(bridges) do
    set(values, bridge.bridge_path .. "BridgeEnable", wanted(bridge.enable))
    set(values, bridge.bridge_path .. "BridgeName", wanted(bridge.name))
    for _, a in ipairs(bridge.ipv4 or {}) do
      set(values, a.path .. "Enable", wanted(a.enable))
      set(values, a.path .. "IPInterfaceIPAddress", wanted(a.ip_address))
      set(values, a.path .. "IPInterfaceSubnetMask", wanted(a.subnet_mask))
    end
    for _, p in ipairs(bridge.ports or {}) do set(values, p.path .. "Enable", wanted(p.enable)) end
    for _, d in ipairs(bridge.dhcp_v4 and bridge.dhcp_v4.server or {}) do
      set(values, d.path .. "DHCPServerEnable", wanted(d.enable))
      set(values, d.path .. "MinAddress", wanted(d.min_address))
      set(values, d.path .. "MaxAddress", wanted(d.max_address))
      set(values, d.path .. "SubnetMask", wanted(d.subnet_mask))
      set(values, d.path .. "DNSServers", wanted(d.dns_servers))
      set(values, d.path .. "DHCPLeaseTime", wanted(d.lease_time))
    end
  end
  return values
end

------------------------------------------------------------------------------------------------------------------------
-- Diagnostics
------------------------------------------------------------------------------------------------------------------------

local PING, TRACE = ROOT .. "IPPingDiagnostics.", ROOT .. "TraceRouteDiagnostics."
local SPEED = {
  download = ROOT .. "DownloadDiagnostics.",
  upload = ROOT .. "UploadDiagnostics.",
}

function get_ping() return { PING } end

function parse_get_ping(response)
  local map = by_path(response)
  if map[PING .. "DiagnosticsState"] == nil then return nil end
  return tools.ping(map, PING)
end

function set_ping(ping) return tools.requested(PING, tools.ping_arguments(ping)) end
function get_ping_diagnostic_state() return PING .. "DiagnosticsState" end
function get_ping_result() return { PING } end
function parse_get_ping_result(response) return tools.ping_result(by_path(response), PING) end

function get_traceroute() return { TRACE } end

function parse_get_traceroute(response)
  local map = by_path(response)
  if map[TRACE .. "DiagnosticsState"] == nil then return nil end
  return tools.traceroute(map, TRACE)
end

function set_traceroute(trace) return tools.requested(TRACE, tools.traceroute_arguments(trace)) end
function get_traceroute_diagnostic_state() return TRACE .. "DiagnosticsState" end
function get_traceroute_result_number_of_hops() return TRACE .. "RouteHopsNumberOfEntries" end
function get_traceroute_result() return { TRACE } end -- one partial path is shorter than a name for each hop
function parse_get_traceroute_result(response) return tools.traceroute_result(by_path(response), TRACE) end

function set_speed_test(test)
  local action, arguments = tools.speed_test_arguments(test)
  if not action then return nil, arguments end
  return tools.requested(SPEED[action], arguments)
end

function get_download_diagnostic_state() return SPEED.download .. "DiagnosticsState" end
function get_upload_diagnostic_state() return SPEED.upload .. "DiagnosticsState" end
function get_speed_test_result(kind) return { SPEED[kind] } end
function parse_get_speed_test_result(kind, response) return tools.speed_test_result(by_path(response), SPEED[kind], kind) end

------------------------------------------------------------------------------------------------------------------------
-- Hardware, DSL, voice
------------------------------------------------------------------------------------------------------------------------

local INFO = ROOT .. "DeviceInfo."

function get_hwinfo()
  return {
    INFO .. "UpTime", INFO .. "HardwareVersion", INFO .. "MemoryStatus.", INFO .. "ProcessStatus.CPUUsage",
    INFO .. "TemperatureStatus.", INFO .. "Processor.",
  }
end

function parse_get_hwinfo(response) return hwinfo(by_path(response), INFO) end

function get_xdsl() return { WAN } end

function parse_xdsl(response)
  local map, lines = by_path(response), {}
  for _, i in ipairs(rows(map, WAN)) do
    local l = WAN .. i .. ".WANDSLInterfaceConfig."
    if map[l .. "Status"] then
      lines[#lines + 1] = {
        path = l, enable = bool(map[l .. "Enable"]), status = map[l .. "Status"],
        upstream_rate = number(map, l .. "UpstreamCurrRate"), downstream_rate = number(map, l .. "DownstreamCurrRate"),
        upstream_max_rate = number(map, l .. "UpstreamMaxRate"), downstream_max_rate = number(map, l .. "DownstreamMaxRate"),
        modulation_type = map[l .. "ModulationType"],
      }
    end
  end
  if #lines == 0 then return nil end
  return lines
end

local VOICE = ROOT .. "Services.VoiceService."

function get_voice() return { VOICE } end

function parse_get_voice(response)
  local map, profiles = by_path(response), {}
  for _, s in ipairs(rows(map, VOICE)) do
    local table_of_profiles = VOICE .. s .. ".VoiceProfile."
    for _, i in ipairs(rows(map, table_of_profiles)) do
      local p, lines = table_of_profiles .. i .. ".", {}
      for _, k in ipairs(rows(map, p .. "Line.")) do
        local l = p .. "Line." .. k .. "."
        lines[#lines + 1] = {
          path = l, enable = pd(map[l .. "Enable"], true), number = pd(map[l .. "DirectoryNumber"], true),
          status = pd(map[l .. "Status"]), username = pd(map[l .. "SIP.AuthUserName"], true),
          password = pd(map[l .. "SIP.AuthPassword"], true), uri = pd(map[l .. "SIP.URI"], true),
        }
      end
      profiles[#profiles + 1] = {
        path = p, name = pd(map[p .. "Name"], true), enable = pd(map[p .. "Enable"], true),
        proxy_server = pd(map[p .. "SIP.ProxyServer"], true), registrar_server = pd(map[p .. "SIP.RegistrarServer"], true),
        domain = pd(map[p .. "SIP.UserAgentDomain"], true), lines = lines,
      }
    end
  end
  if #profiles == 0 then return nil end
  return profiles
end

local function line_values(values, l)
  set(values, l.path .. "Enable", wanted(l.enable))
  set(values, l.path .. "DirectoryNumber", wanted(l.number))
  set(values, l.path .. "SIP.AuthUserName", wanted(l.username))
  set(values, l.path .. "SIP.AuthPassword", wanted(l.password))
  set(values, l.path .. "SIP.URI", wanted(l.uri))
end

function set_line(lines)
  local values = {}
  for _, l in ipairs(lines) do line_values(values, l) end
  return values
end

function set_voice(profiles)
  local values = {}
  for _, p in ipairs(profiles) do
    set(values, p.path .. "Enable", wanted(p.enable))
    set(values, p.path .. "Name", wanted(p.name))
    set(values, p.path .. "SIP.ProxyServer", wanted(p.proxy_server))
    set(values, p.path .. "SIP.RegistrarServer", wanted(p.registrar_server))
    set(values, p.path .. "SIP.UserAgentDomain", wanted(p.domain))
    for _, l in ipairs(p.lines or {}) do line_values(values, l) end
  end
  return values
end

-- An add_... function names the table that gets a row; what else the caller gave is then set by set_...
function add_voice() return VOICE .. "1.VoiceProfile." end
function add_line(line) return (line.voice_path or VOICE .. "1.VoiceProfile.1.") .. "Line." end
