-- model: TR-181 (built in)
-- protocol: cwmp
--
-- The profile behind every TR-181 CPE that has none of its own, and behind every hook that a profile of its own leaves out.
-- Read it as the tutorial: a profile is a list of functions. A get_... function says what to read, the parse_... function
-- beside it makes a resource of the answer, a set_... function says what to set. Nothing here talks to a device.
--
-- An answer is a table response.list of { name = path, value = text }, in the device's order. Paths that the device does not
-- have are simply not in it, so a get_... function may name more than every device knows.

local tools = require("prelude")
local by_path, rows, object, number, stats = tools.by_path, tools.rows, tools.object, tools.number, tools.stats
local pd, bool, list, channels, percent = tools.pd, tools.bool, tools.list, tools.channels, tools.percent
local hwinfo = tools.hwinfo
local wanted, set = tools.wanted, tools.set

------------------------------------------------------------------------------------------------------------------------
-- The device
------------------------------------------------------------------------------------------------------------------------

function get_data_model() return "TR-181" end

function is_real_time() return true end

function get_device_specs() return { TimeTraceRoute = 120, DirectResult = false } end

------------------------------------------------------------------------------------------------------------------------
-- Radio
------------------------------------------------------------------------------------------------------------------------

local RADIO = "Device.WiFi.Radio."

function get_radio() return { RADIO } end

function parse_radio(response)
  local map, radios = by_path(response), {}
  for _, i in ipairs(rows(map, RADIO)) do
    local r = RADIO .. i .. "."
    local powers = list(map[r .. "TransmitPowerSupported"])
    for k, power in ipairs(powers or {}) do powers[k] = percent(power) end
    radios[#radios + 1] = {
      path = r,
      name = pd(map[r .. "Name"]),
      enable = pd(bool(map[r .. "Enable"]), true),
      auto_channel_enable = pd(bool(map[r .. "AutoChannelEnable"]), map[r .. "AutoChannelSupported"] ~= "0"),
      channel = pd(number(map, r .. "Channel"), true),
      possible_channels = pd(channels(map[r .. "PossibleChannels"])),
      operating_channel_bandwidth = pd(map[r .. "OperatingChannelBandwidth"], true),
      supported_operating_channel_bandwidth = pd(list(map[r .. "SupportedOperatingChannelBandwidths"])),
      operating_frequency_band = pd(map[r .. "OperatingFrequencyBand"], true),
      supported_frequency_bands = pd(list(map[r .. "SupportedFrequencyBands"])),
      operating_standards = pd(list(map[r .. "OperatingStandards"]), true),
      supported_standards = pd(list(map[r .. "SupportedStandards"])),
      transmit_power = pd(percent(map[r .. "TransmitPower"]), true),
      transmit_power_supported = pd(powers),
    }
  end
  return radios
end

function set_radio(radios)
  local values = {}
  for _, radio in ipairs(radios) do
    local r = radio.path
    set(values, r .. "Enable", wanted(radio.enable))
    local auto, channel = wanted(radio.auto_channel_enable), wanted(radio.channel)
    if channel ~= nil and auto == nil then auto = false end -- a channel of one's own choice is not automatic
    set(values, r .. "AutoChannelEnable", auto)
    if not auto then set(values, r .. "Channel", channel) end
    set(values, r .. "OperatingChannelBandwidth", wanted(radio.operating_channel_bandwidth))
    set(values, r .. "OperatingFrequencyBand", wanted(radio.operating_frequency_band))
    local standards = wanted(radio.operating_standards)
    set(values, r .. "OperatingStandards", standards and table.concat(standards, ","))
    local power = wanted(radio.transmit_power)
    set(values, r .. "TransmitPower", power and (power == "Auto" and -1 or tonumber((power:gsub("%%", "")))))
  end
  return values
end

------------------------------------------------------------------------------------------------------------------------
-- SSID: an SSID and the access point that refers to it
------------------------------------------------------------------------------------------------------------------------

local SSID, AP = "Device.WiFi.SSID.", "Device.WiFi.AccessPoint."

function get_ssid() return { SSID, AP } end

function parse_ssid(response)
  local map, ap_of, ssids = by_path(response), {}, {}
  for _, i in ipairs(rows(map, AP)) do
    local reference = object(map[AP .. i .. ".SSIDReference"])
    if reference then ap_of[reference] = AP .. i .. "." end
  end
  for _, i in ipairs(rows(map, SSID)) do
    local s = SSID .. i .. "."
    local ap = ap_of[s]
    local a = ap or "-"
    local isolated = bool(map[a .. "IsolationEnable"])
    local guest = isolated or (map[s .. "SSID"] or ""):lower():find("guest", 1, true) ~= nil
    ssids[#ssids + 1] = {
      path = s, ssid_path = s, ap_path = ap,
      associated_radio = object(map[s .. "LowerLayers"]),
      type = pd(guest and "Guest" or "Primary"),
      name = pd(map[s .. "Name"]),
      enable = pd(bool(map[s .. "Enable"]), true),
      mac_address = pd(map[s .. "MACAddress"]),
      ssid = pd(map[s .. "SSID"], true),
      status = pd(map[s .. "Status"]),
      ssid_advertisement_enabled = pd(bool(map[a .. "SSIDAdvertisementEnabled"]), true),
      ap_isolation = pd(isolated, true),
      has_band_steering = false,
      bytes_sent = number(map, s .. "Stats.BytesSent"),
      bytes_received = number(map, s .. "Stats.BytesReceived"),
      security = ap and {
        path = a .. "Security.",
        security_modes_supported = pd(list(map[a .. "Security.ModesSupported"])),
        security_mode_enabled = pd(map[a .. "Security.ModeEnabled"], true),
        password = pd(map[a .. "Security.KeyPassphrase"], true),
      },
    }
  end
  return ssids
end

function set_ssid(ssids)
  local values = {}
  for _, ssid in ipairs(ssids) do
    local s, a = ssid.ssid_path or ssid.path, ssid.ap_path
    set(values, s .. "Enable", wanted(ssid.enable))
    set(values, s .. "SSID", wanted(ssid.ssid))
    if a then
      set(values, a .. "Enable", wanted(ssid.enable))
      set(values, a .. "SSIDAdvertisementEnabled", wanted(ssid.ssid_advertisement_enabled))
      set(values, a .. "IsolationEnable", wanted(ssid.ap_isolation))
    end
    local security = ssid.security
    if security then
      local p = security.path or a .. "Security."
      local mode = wanted(security.security_mode_enabled)
      set(values, p .. "ModeEnabled", mode)
      set(values, p .. ((mode or ""):find("WEP", 1, true) and "WEPKey" or "KeyPassphrase"), wanted(security.password))
    end
  end
  return values
end

------------------------------------------------------------------------------------------------------------------------
-- Site survey
------------------------------------------------------------------------------------------------------------------------

local SURVEY = "Device.WiFi.NeighboringWiFiDiagnostic."

function get_site_survey_diagnostic_state() return SURVEY .. "DiagnosticsState" end

function get_site_survey_results() return { SURVEY } end

function parse_get_site_survey(response) return tools.neighbors(by_path(response), SURVEY) end

------------------------------------------------------------------------------------------------------------------------
-- Connected devices: hosts, by the interface they are at; those behind a mesh node within it
------------------------------------------------------------------------------------------------------------------------

local HOST, ETHERNET = "Device.Hosts.Host.", "Device.Ethernet.Interface."
local MESH = "Device.WiFi.DataElements.Network.Device."

function get_connected_devices() return { HOST, AP, SSID, RADIO, ETHERNET, MESH } end

-- "LAN 1" for the first interface that does not lead upstream, and so on.
local function lan_names(map)
  local names, n = {}, 0
  for _, i in ipairs(rows(map, ETHERNET)) do
    local e = ETHERNET .. i .. "."
    if bool(map[e .. "Upstream"]) then
      names[e] = "WAN"
    else
      n = n + 1
      names[e] = "LAN " .. n
    end
  end
  return names
end

-- The stations of the access points: what is known of them, by MAC address.
local function stations(map)
  local known = {}
  for _, i in ipairs(rows(map, AP)) do
    local ssid = object(map[AP .. i .. ".SSIDReference"]) or "-"
    local radio = object(map[ssid .. "LowerLayers"]) or "-"
    for _, k in ipairs(rows(map, AP .. i .. ".AssociatedDevice.")) do
      local d = AP .. i .. ".AssociatedDevice." .. k .. "."
      known[(map[d .. "MACAddress"] or ""):lower()] = {
        band = map[radio .. "OperatingFrequencyBand"],
        rssi = map[d .. "SignalStrength"],
        stats = { bytes_sent = number(map, d .. "Stats.BytesSent"), bytes_received = number(map, d .. "Stats.BytesReceived") },
      }
    end
  end
  return known
end

-- The mesh nodes beside the gateway, and which of them a station is at, both by MAC address.
local function mesh(map)
  local nodes, node_of = {}, {}
  for _, i in ipairs(rows(map, MESH)) do
    local node = (map[MESH .. i .. ".ID"] or ""):lower()
    if i > 1 and node ~= "" then
      nodes[node] = true
      for name, value in pairs(map) do
        if name:match("^" .. MESH:gsub("%.", "%%.") .. i .. "%.Radio%.%d+%.BSS%.%d+%.STA%.%d+%.MACAddress$") then
          node_of[value:lower()] = node
        end
      end
    end
  end
  return nodes, node_of
end

function parse_get_connected_devices(response)
  local map = by_path(response)
  local lan, known = lan_names(map), stations(map)
  local nodes, node_of = mesh(map)
  local hosts, at, place = {}, {}, {}
  for _, i in ipairs(rows(map, HOST)) do
    local h = HOST .. i .. "."
    local mac = map[h .. "PhysAddress"] or ""
    local station = known[mac:lower()]
    local layer1 = object(map[h .. "Layer1Interface"]) or "-"
    local radio = layer1:find(SSID, 1, true) and object(map[layer1 .. "LowerLayers"]) or layer1
    local host = {
      mac = mac,
      ip_adress = map[h .. "IPAddress"],
      adress_source = map[h .. "AddressSource"],
      active = bool(map[h .. "Active"]),
      hostname = map[h .. "HostName"],
      rssi = station and station.rssi,
      stats = station and station.stats,
      router_mesh = nodes[mac:lower()] or false,
    }
    hosts[#hosts + 1] = host
    at[mac:lower()] = host
    place[host] = lan[layer1] or (station and station.band) or map[(radio or "-") .. "OperatingFrequencyBand"] or "Ethernet"
  end
  local by_interface = {}
  for _, host in ipairs(hosts) do
    local node = at[node_of[host.mac:lower()]]
    local group
    if node and node ~= host then
      node.connected_devices = node.connected_devices or {}
      group = node.connected_devices
    else
      by_interface[place[host]] = by_interface[place[host]] or {}
      group = by_interface[place[host]]
    end
    group[#group + 1] = host
  end
  return by_interface
end

------------------------------------------------------------------------------------------------------------------------
-- Statistics
------------------------------------------------------------------------------------------------------------------------

function get_statistics() return { ETHERNET, RADIO, SSID, "Device.IP.Interface.", "Device.Optical.Interface." } end

function parse_get_statistics(response)
  local map = by_path(response)
  local lan, all = lan_names(map), {}
  local function add(key, path)
    local counters = stats(map, path .. "Stats.")
    if next(counters) == nil then return end
    counters.name = map[path .. "Name"]
    counters.path = path
    all[key] = all[key] or {}
    table.insert(all[key], counters)
  end
  for _, i in ipairs(rows(map, ETHERNET)) do add(lan[ETHERNET .. i .. "."], ETHERNET .. i .. ".") end
  for _, i in ipairs(rows(map, "Device.Optical.Interface.")) do add("Optical", "Device.Optical.Interface." .. i .. ".") end
  for _, i in ipairs(rows(map, SSID)) do
    local s = SSID .. i .. "."
    add(map[(object(map[s .. "LowerLayers"]) or "-") .. "OperatingFrequencyBand"] or "WiFi", s)
  end
  for _, i in ipairs(rows(map, "Device.IP.Interface.")) do add("IP", "Device.IP.Interface." .. i .. ".") end
  return all
end

------------------------------------------------------------------------------------------------------------------------
-- Ports: physical interfaces, each with the IP interfaces that stand on it
------------------------------------------------------------------------------------------------------------------------

local IP, PPP, BRIDGE = "Device.IP.Interface.", "Device.PPP.Interface.", "Device.Bridging.Bridge."
local PHYSICAL = {
  { table = "Device.Optical.Interface.", name = "Optical" },
  { table = "Device.DSL.Line.", name = "DSL" },
  { table = "Device.Cellular.Interface.", name = "Cellular" },
  { table = ETHERNET, name = "Ethernet" },
}

function get_port()
  return {
    "Device.Ethernet.", "Device.Optical.Interface.", "Device.DSL.Line.", "Device.DSL.Channel.", "Device.ATM.Link.",
    "Device.PTM.Link.", "Device.Cellular.Interface.", PPP, IP, BRIDGE, "Device.Routing.Router.",
    "Device.DNS.Client.Server.",
  }
end

get_interface_wan = get_port
get_interface_lan = get_port

-- Everything an interface stands on, by walking LowerLayers down; through a bridge to all its ports.
local function layers_below(map, path, found)
  found = found or {}
  if found[path] then return found end
  found[path] = true
  found[#found + 1] = path
  for _, lower in ipairs(list(map[path .. "LowerLayers"]) or {}) do
    lower = object(lower)
    if lower then layers_below(map, lower, found) end
  end
  local bridge = path:match("^(Device%.Bridging%.Bridge%.%d+%.)Port%.%d+%.$")
  if bridge and bool(map[path .. "ManagementPort"]) then
    for _, i in ipairs(rows(map, bridge .. "Port.")) do layers_below(map, bridge .. "Port." .. i .. ".", found) end
  end
  return found
end

local function first_of(found, prefix)
  for _, path in ipairs(found) do
    if path:sub(1, #prefix) == prefix then return path end
  end
end

local function gateway(map, ip)
  for name, value in pairs(map) do
    local route = name:match("^(Device%.Routing%.Router%.%d+%.IPv4Forwarding%.%d+%.)Interface$")
    if route and object(value) == ip and (map[route .. "DestIPAddress"] or "") == "" then
      return map[route .. "GatewayIPAddress"]
    end
  end
end

-- The servers for an IP interface: those with IPv6 addresses, or the others.
local function dns_servers(map, ip, v6)
  local servers = {}
  for _, i in ipairs(rows(map, "Device.DNS.Client.Server.")) do
    local s = "Device.DNS.Client.Server." .. i .. "."
    local server = map[s .. "DNSServer"] or ""
    if object(map[s .. "Interface"]) == ip and (server:find(":", 1, true) ~= nil) == v6 then servers[#servers + 1] = server end
  end
  if #servers > 0 then return { path = "Device.DNS.Client.", dns_servers = pd(table.concat(servers, ",")) } end
end

local function ip_interface(map, ip, below)
  local ppp, vlan = first_of(below, PPP), first_of(below, "Device.Ethernet.VLANTermination.")
  local entry = {
    path = ip,
    name = pd(map[ip .. "Name"]),
    enable = pd(bool(map[ip .. "Enable"]), true),
    max_mtu_size = pd(number(map, ip .. "MaxMTUSize"), true),
    pppoe = ppp and {
      path = ppp,
      username = pd(map[ppp .. "Username"], true),
      password = pd(map[ppp .. "Password"], true),
      connection_status = pd(map[ppp .. "ConnectionStatus"]),
    },
    vlan = vlan and {
      path = vlan,
      enable = pd(bool(map[vlan .. "Enable"]), true),
      id = pd(number(map, vlan .. "VLANID"), true),
      priority = pd(number(map, vlan .. "VLANPriority"), true),
    },
  }
  for _, i in ipairs(rows(map, ip .. "IPv4Address.")) do
    local a = ip .. "IPv4Address." .. i .. "."
    local static = map[a .. "AddressingType"] == "Static"
    entry.ipv4 = entry.ipv4 or {
      path = a,
      enable = pd(bool(map[a .. "Enable"]), true),
      ip_address = pd(map[a .. "IPAddress"], static),
      subnet_mask = pd(map[a .. "SubnetMask"], static),
      gateway = pd(gateway(map, ip)),
      origin = pd(ppp and "PPPoE" or map[a .. "AddressingType"]),
      dns_servers = dns_servers(map, ip, false),
    }
  end
  for _, i in ipairs(rows(map, ip .. "IPv6Address.")) do
    local a = ip .. "IPv6Address." .. i .. "."
    entry.ipv6 = entry.ipv6 or {
      path = a,
      enable = pd(bool(map[a .. "Enable"]), true),
      ip_address = pd(map[a .. "IPAddress"]),
      prefix = pd(map[a .. "Prefix"]),
      origin = pd(map[a .. "Origin"]),
      state = pd(map[a .. "IPAddressStatus"]),
      dns_servers = dns_servers(map, ip, true),
    }
  end
  return entry
end

-- The ports; only those upstream (true), only the others (false), or all (nil).
local function ports(response, upstream_only)
  local map, all = by_path(response), {}
  local lan, standing_on = lan_names(map), {}
  for _, i in ipairs(rows(map, IP)) do
    local ip = IP .. i .. "."
    local below = layers_below(map, ip)
    for _, path in ipairs(below) do
      standing_on[path] = standing_on[path] or {}
      table.insert(standing_on[path], ip_interface(map, ip, below))
    end
  end
  for _, kind in ipairs(PHYSICAL) do
    for _, i in ipairs(rows(map, kind.table)) do
      local p = kind.table .. i .. "."
      local upstream = map[p .. "Upstream"] == nil or bool(map[p .. "Upstream"])
      if upstream_only == nil or upstream == upstream_only then
        local key = lan[p] or (kind.name .. " " .. i)
        while all[key] do key = key .. "'" end
        all[key] = {
          path = p,
          enable = pd(bool(map[p .. "Enable"]), true),
          alias = pd(map[p .. "Alias"], true),
          name = pd(map[p .. "Name"]),
          mac_address = pd(map[p .. "MACAddress"]),
          upstream = pd(upstream),
          status = pd(map[p .. "Status"]),
          rx = number(map, p .. "Stats.BytesReceived"),
          tx = number(map, p .. "Stats.BytesSent"),
          stats = stats(map, p .. "Stats."),
          ip = standing_on[p] or {},
        }
      end
    end
  end
  return all
end

function parse_get_port(response) return ports(response) end
function parse_get_interface_wan(response) return ports(response, true) end
function parse_get_interface_lan(response) return ports(response, false) end

function set_port(wanted_ports)
  local values = {}
  for _, port in pairs(wanted_ports) do
    set(values, port.path .. "Enable", wanted(port.enable))
    set(values, port.path .. "Alias", wanted(port.alias))
    for _, ip in ipairs(port.ip or {}) do
      set(values, ip.path .. "Enable", wanted(ip.enable))
      set(values, ip.path .. "MaxMTUSize", wanted(ip.max_mtu_size))
      if ip.pppoe then
        set(values, ip.pppoe.path .. "Username", wanted(ip.pppoe.username))
        set(values, ip.pppoe.path .. "Password", wanted(ip.pppoe.password))
      end
      if ip.vlan then
        set(values, ip.vlan.path .. "Enable", wanted(ip.vlan.enable))
        set(values, ip.vlan.path .. "VLANID", wanted(ip.vlan.id))
        set(values, ip.vlan.path .. "VLANPriority", wanted(ip.vlan.priority))
      end
      if ip.ipv4 then
        set(values, ip.ipv4.path .. "Enable", wanted(ip.ipv4.enable))
        set(values, ip.ipv4.path .. "IPAddress", wanted(ip.ipv4.ip_address))
        set(values, ip.ipv4.path .. "SubnetMask", wanted(ip.ipv4.subnet_mask))
      end
      if ip.ipv6 then set(values, ip.ipv6.path .. "Enable", wanted(ip.ipv6.enable)) end
    end
  end
  return values
end

function get_interface_wlan() return { SSID, RADIO } end

function parse_get_interface_wlan(response)
  local map, all = by_path(response), {}
  for _, i in ipairs(rows(map, SSID)) do
    local s = SSID .. i .. "."
    all["WLAN " .. i] = {
      path = s, enable = pd(bool(map[s .. "Enable"]), true), alias = pd(map[s .. "Alias"], true), name = pd(map[s .. "Name"]),
      mac_address = pd(map[s .. "MACAddress"]), upstream = pd(bool(map[s .. "Upstream"])), status = pd(map[s .. "Status"]),
      rx = number(map, s .. "Stats.BytesReceived"), tx = number(map, s .. "Stats.BytesSent"), stats = stats(map, s .. "Stats."), ip = {},
    }
  end
  return all
end

function get_wan_options()
  return {
    { path = "Device.Ethernet.Link.", type = "Ethernet" }, { path = "Device.DSL.Channel.", type = "DSL" },
    { path = "Device.Cellular.Interface.", type = "3G" },
  }
end

------------------------------------------------------------------------------------------------------------------------
-- Bridges
------------------------------------------------------------------------------------------------------------------------

function get_bridge() return { BRIDGE, "Device.Ethernet.Link.", IP, "Device.DHCPv4.Server.Pool." } end

function parse_get_bridge(response)
  local map, bridges = by_path(response), {}
  for _, i in ipairs(rows(map, BRIDGE)) do
    local b = BRIDGE .. i .. "."
    local ip
    for _, k in ipairs(rows(map, IP)) do
      if first_of(layers_below(map, IP .. k .. "."), b) then ip = ip or IP .. k .. "." end
    end
    local members, addresses, addresses6, pools = {}, {}, {}, {}
    for _, k in ipairs(rows(map, b .. "Port.")) do
      local p = b .. "Port." .. k .. "."
      members[#members + 1] = { path = p, name = pd(map[p .. "Name"]), enable = pd(bool(map[p .. "Enable"]), true) }
    end
    for _, k in ipairs(ip and rows(map, ip .. "IPv4Address.") or {}) do
      local a = ip .. "IPv4Address." .. k .. "."
      addresses[#addresses + 1] = {
        path = a, enable = pd(bool(map[a .. "Enable"]), true), ip_address = pd(map[a .. "IPAddress"], true),
        subnet_mask = pd(map[a .. "SubnetMask"], true), origin = pd(map[a .. "AddressingType"]),
      }
    end
    for _, k in ipairs(ip and rows(map, ip .. "IPv6Address.") or {}) do
      local a = ip .. "IPv6Address." .. k .. "."
      addresses6[#addresses6 + 1] = {
        path = a, enable = pd(bool(map[a .. "Enable"]), true), ip_address = pd(map[a .. "IPAddress"]),
        prefix = pd(map[a .. "Prefix"]), origin = pd(map[a .. "Origin"]),
      }
    end
    for _, k in ipairs(rows(map, "Device.DHCPv4.Server.Pool.")) do
      local d = "Device.DHCPv4.Server.Pool." .. k .. "."
      if ip and object(map[d .. "Interface"]) == ip then
        pools[#pools + 1] = {
          path = d, enable = pd(bool(map[d .. "Enable"]), true), min_address = pd(map[d .. "MinAddress"], true),
          max_address = pd(map[d .. "MaxAddress"], true), subnet_mask = pd(map[d .. "SubnetMask"], true),
          dns_servers = pd(map[d .. "DNSServers"], true), lease_time = pd(number(map, d .. "LeaseTime"), true),
        }
      end
    end
    bridges[#bridges + 1] = {
      bridge_path = b, ip_path = ip,
      enable = pd(bool(map[b .. "Enable"]), true),
      name = pd(map[b .. "Alias"], true),
      max_mtu_size = ip and pd(number(map, ip .. "MaxMTUSize"), true),
      bytes_sent = ip and number(map, ip .. "Stats.BytesSent"),
      bytes_received = ip and number(map, ip .. "Stats.BytesReceived"),
      ipv4 = addresses, ipv6 = addresses6, ports = members,
      dhcp_v4 = { server = pools },
    }
  end
  return bridges
end

function set_bridge(bridges)
  local values = {}
  for _, bridge in ipairs(bridges) do
    set(values, bridge.bridge_path .. "Enable", wanted(bridge.enable))
    set(values, bridge.bridge_path .. "Alias", wanted(bridge.name))
    if bridge.ip_path then set(values, bridge.ip_path .. "MaxMTUSize", wanted(bridge.max_mtu_size)) end
    for _, a in ipairs(bridge.ipv4 or {}) do
      set(values, a.path .. "Enable", wanted(a.enable))
      set(values, a.path .. "IPAddress", wanted(a.ip_address))
      set(values, a.path .. "SubnetMask", wanted(a.subnet_mask))
    end
    for _, a in ipairs(bridge.ipv6 or {}) do set(values, a.path .. "Enable", wanted(a.enable)) end
    for _, p in ipairs(bridge.ports or {}) do set(values, p.path .. "Enable", wanted(p.enable)) end
    for _, d in ipairs(bridge.dhcp_v4 and bridge.dhcp_v4.server or {}) do
      set(values, d.path .. "Enable", wanted(d.enable))
      set(values, d.path .. "MinAddress", wanted(d.min_address))
      set(values, d.path .. "MaxAddress", wanted(d.max_address))
      set(values, d.path .. "SubnetMask", wanted(d.subnet_mask))
      set(values, d.path .. "DNSServers", wanted(d.dns_servers))
      set(values, d.path .. "LeaseTime", wanted(d.lease_time))
    end
  end
  return values
end

------------------------------------------------------------------------------------------------------------------------
-- Diagnostics. A set_... function sets all and DiagnosticsState to Requested; ..._diagnostic_state names what to wait for.
------------------------------------------------------------------------------------------------------------------------

local PING, TRACE = "Device.IP.Diagnostics.IPPing.", "Device.IP.Diagnostics.TraceRoute."
local SPEED = {
  download = "Device.IP.Diagnostics.DownloadDiagnostics.",
  upload = "Device.IP.Diagnostics.UploadDiagnostics.",
}

function get_ping() return { PING, IP } end

function parse_get_ping(response)
  local map = by_path(response)
  if map[PING .. "DiagnosticsState"] == nil then return nil end
  local ping = tools.ping(map, PING)
  ping.interface_options = {}
  for _, i in ipairs(rows(map, IP)) do
    table.insert(ping.interface_options, { path = IP .. i .. ".", name = map[IP .. i .. ".Name"] })
  end
  return ping
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
-- Hardware, optics, DSL, cellular, voice
------------------------------------------------------------------------------------------------------------------------

local INFO = "Device.DeviceInfo."

function get_hwinfo()
  return {
    INFO .. "UpTime", INFO .. "HardwareVersion", INFO .. "MemoryStatus.", INFO .. "ProcessStatus.CPUUsage",
    INFO .. "TemperatureStatus.", INFO .. "Processor.",
  }
end

function parse_get_hwinfo(response) return hwinfo(by_path(response), INFO) end

local OPTICAL = "Device.Optical.Interface."

function get_pon() return { OPTICAL } end

function parse_get_pon(response)
  local map = by_path(response)
  local first = rows(map, OPTICAL)[1]
  if not first then return nil end -- no optics
  local o = OPTICAL .. first .. "."
  local function dbm(name) -- the device counts in thousandths of a dBm
    local level = number(map, o .. name)
    return level and level / 1000
  end
  local counters = stats(map, o .. "Stats.")
  counters.drop_packets = counters.discard_packets_received
  return {
    path = o, status = map[o .. "Status"], rx_dbm = dbm("OpticalSignalLevel"), tx_dbm = dbm("TransmitOpticalLevel"),
    stats = counters,
  }
end

function get_xdsl() return { "Device.DSL.Line.", "Device.DSL.Channel." } end

function parse_xdsl(response)
  local map, lines = by_path(response), {}
  for _, i in ipairs(rows(map, "Device.DSL.Line.")) do
    local l, c = "Device.DSL.Line." .. i .. ".", "-"
    for _, k in ipairs(rows(map, "Device.DSL.Channel.")) do
      if object(map["Device.DSL.Channel." .. k .. ".LowerLayers"]) == l then c = "Device.DSL.Channel." .. k .. "." end
    end
    lines[#lines + 1] = {
      path = l, enable = bool(map[l .. "Enable"]), status = map[l .. "Status"],
      upstream_rate = number(map, c .. "UpstreamCurrRate"), downstream_rate = number(map, c .. "DownstreamCurrRate"),
      upstream_max_rate = number(map, l .. "UpstreamMaxBitRate"),
      downstream_max_rate = number(map, l .. "DownstreamMaxBitRate"),
      modulation_type = map[l .. "StandardUsed"],
    }
  end
  if #lines == 0 then return nil end
  return lines
end

local CELLULAR, APN = "Device.Cellular.Interface.", "Device.Cellular.AccessPoint."

function get_cellular() return { CELLULAR, APN, IP } end

-- The address of the IP interface that stands on a cellular one.
local function address_on(map, interface)
  for _, i in ipairs(rows(map, IP)) do
    if first_of(layers_below(map, IP .. i .. "."), interface) then return map[IP .. i .. ".IPv4Address.1.IPAddress"] end
  end
end

function parse_get_cellular(response)
  local map, all = by_path(response), {}
  for _, i in ipairs(rows(map, CELLULAR)) do
    local c, points = CELLULAR .. i .. ".", {}
    for _, k in ipairs(rows(map, APN)) do
      local a = APN .. k .. "."
      if object(map[a .. "Interface"]) == c then
        points[#points + 1] = {
          path = a, default_activation = pd(bool(map[a .. "Enable"]), true), apn = pd(map[a .. "APN"], true),
          ip = pd(address_on(map, c)),
        }
      end
    end
    all[#all + 1] = {
      path = c, enable = pd(bool(map[c .. "Enable"]), true), status = pd(map[c .. "Status"]), name = pd(map[c .. "Name"]),
      supported_access_technologies = pd(list(map[c .. "SupportedAccessTechnologies"])),
      current_access_technology = pd(map[c .. "CurrentAccessTechnology"]),
      rssi = pd(number(map, c .. "RSSI")), rsrp = pd(number(map, c .. "RSRP")), rsrq = pd(number(map, c .. "RSRQ")),
      network_name = pd(map[c .. "NetworkInUse"]), access_point = points,
    }
  end
  if #all == 0 then return nil end
  return all
end

function set_cellular(interfaces)
  local values = {}
  for _, c in ipairs(interfaces) do
    set(values, c.path .. "Enable", wanted(c.enable))
    for _, a in ipairs(c.access_point or {}) do
      set(values, a.path .. "Enable", wanted(a.default_activation))
      set(values, a.path .. "APN", wanted(a.apn))
    end
  end
  return values
end

local VOICE = "Device.Services.VoiceService."

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
