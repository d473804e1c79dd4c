listen_to_cwmp_event("4 VALUE CHANGE", "*", function(ev)
  print("mode is " .. ev.parameters["Device.X_IOPSYS_EU_Doorbell.Mode"])
end)
local function rpc(body) return "<Envelope><Body>" .. body .. "</Body></Envelope>" end
local sn = "VCPE000001"
print(send_cwmp_message(sn, rpc("<SetParameterValues><ParameterList><ParameterValueStruct>" ..
  "<Name>Device.X_IOPSYS_EU_Doorbell.Bell.1.Volume</Name><Value>9</Value>" ..
  "</ParameterValueStruct></ParameterList></SetParameterValues>"), 1))
set_parameter_attributes(sn, {{name = "Device.X_IOPSYS_EU_Doorbell.Mode", notification = 2}})
