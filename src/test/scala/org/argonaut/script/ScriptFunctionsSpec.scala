package org.argonaut.script

import java.nio.file.{Files, Path}
import java.util.{ArrayList, Collections}

import scala.jdk.CollectionConverters._

import org.argonaut.cpe.Fleet
import org.argonaut.lua.{LuaException, LuaFunction, LuaProgram, LuaState}
import org.argonaut.script.functions.ScriptWorld
import org.scalatest.BeforeAndAfterAll
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Scripts as they have been written for other controllers, against real virtual CPEs on a real node. */
class ScriptFunctionsSpec extends AnyWordSpec with Matchers with BeforeAndAfterAll {
  import ScriptFunctionsSpec._

  private var world: ScriptWorld = _
  private var fleet: Fleet = _

  override def beforeAll(): Unit = {
    world = ScriptWorld.start(Collections.emptyMap[String, AnyRef]())
    fleet = world.powerOn(world.cpes("S").count(3))
  }

  override def afterAll(): Unit = if (world != null) world.close()

  "A script that migrates devices from CWMP to USP" should {
    lazy val printed = printedBy(Migration, "0", "S000001")

    "find the endpoint id, add the agent's objects and set all parameters of the first step" in {
      printed should contain("S000001: endpoint id os::0A1B2C-S000001")
      printed should contain("S000001: 23 parameters set")
      parameter("S000001", "Device.LocalAgent.MTP.1.MQTT.ResponseTopicConfigured") shouldBe
        "oktopus/usp/v1/agent/os::0A1B2C-S000001"
      parameter("S000001", "Device.LocalAgent.Controller.1.MTP.1.MQTT.Topic") shouldBe
        "oktopus/usp/v1/notify/os::0A1B2C-S000001"
      parameter("S000001", "Device.MQTT.Client.1.Username") shouldBe "os::0A1B2C-S000001"
    }

    "leave the device on CWMP as long as its agent is not there" in {
      printed should contain("S000001: the agent did not come, CWMP stays on")
      parameter("S000001", "Device.ManagementServer.EnableCWMP") should (be("true") or be("1"))
    }

    "pass over a device without an agent" in {
      val old = world.powerOn(world.cpes("OLD").model(org.argonaut.cpe.tree.Skeleton.Model.TR098))
      printedBy(Migration, "1", "OLD000001") should contain("OLD000001: no agent (9005)")
      old.close()
    }
  }

  "A script that rolls a bulk-data profile out over the fleet" should {
    "be told for each device that it cannot be reached over USP" in {
      val printed = printedBy(BulkData)
      printed.filter(_.contains(" bulk data: ")) should contain theSameElementsAs
        List("S000001", "S000002", "S000003").map(sn => s"$sn bulk data: 409 $sn speaks CWMP, not USP")
      printed.last shouldBe "done"
    }
  }

  "A script that rolls subscriptions out over the fleet" should {
    "go on with the next device by goto continue over local declarations" in {
      val printed = printedBy(Subscriptions)
      printed.filter(_.startsWith("skipped")) should contain theSameElementsAs
        List("skipped S000001", "skipped S000002", "skipped S000003")
      printed.last shouldBe "3 devices seen"
    }
  }

  "send_cwmp_message" should {
    "give a reading as a table of values by path" in {
      returnedBy("""return send_cwmp_message("S000002", get("Device.DeviceInfo.SerialNumber"), 0)["Device.DeviceInfo.SerialNumber"]""") shouldBe
        List("S000002")
    }

    "give true when parameters were set" in {
      returnedBy("""return send_cwmp_message("S000002", set("Device.DeviceInfo.FriendlyName", "a"), 1)""") shouldBe List(true)
    }

    "give the number of an object it added, and true when it was deleted" in {
      returnedBy("""
        local added = send_cwmp_message("S000002", object("AddObject", "Device.NAT.PortMapping."), 2)
        local path = "Device.NAT.PortMapping." .. added["instance_number"] .. "."
        return added["instance_number"] > 0, added["status"], send_cwmp_message("S000002", object("DeleteObject", path), 3)
        """) shouldBe List(true, 0L, true)
    }

    "give a table with message, code, envelope and parameters when the device refuses a setting" in {
      returnedBy("""
        local r = send_cwmp_message("S000002", set("Device.DeviceInfo.SerialNumber", "a"), 1)
        return type(r), r["error_code"], r["raw_response"]:find("Envelope") ~= nil, r["parameter_faults"][1].parameter_name
        """) shouldBe List("table", "9003", true, "Device.DeviceInfo.SerialNumber")
    }

    "give an error table for a device that nobody knows" in {
      returnedBy("""
        local r = send_cwmp_message("NOBODY", get("Device."), 0)
        return r["error_code"], r["error_message"]
        """) shouldBe List("404", "no device 'NOBODY' is known")
    }

    "mend a bare ampersand in a concatenated password" in {
      returnedBy("""
        return send_cwmp_message("S000002", set("Device.DeviceInfo.FriendlyName", "R&D"), 1),
          send_cwmp_message("S000002", get("Device.DeviceInfo.FriendlyName"), 0)["Device.DeviceInfo.FriendlyName"]
        """) shouldBe List(true, "R&D")
    }

    "say where XML that is beyond mending is broken" in {
      returnedBy("""
        local r = send_cwmp_message("S000002", "<soap:Envelope><soap:Body></wrong>", 0)
        return r["error_code"], r["error_message"]:find("line 1") ~= nil
        """) shouldBe List("400", true)
    }
  }

  "get_device" should {
    "give the documented fields of a device" in {
      returnedBy("""
        local d = get_device("S000002")
        return d.sn, d.vendor, d.status, d.cwmp, d.usp, d.data_model
        """) shouldBe List("S000002", "Argonaut", 2L, true, false, "TR-181")
    }

    "give false for a device that nobody knows" in {
      returnedBy("""return get_device("NOBODY")""") shouldBe List(false)
    }
  }

  "create_or_update_device_credential" should {
    "give a table that is true when it was kept" in {
      returnedBy("""
        local c = create_or_update_device_credential("os::0A1B2C-X", "secret")
        if not c then return "lost" end
        return c["ok"], c["username"], c["error_msg"]
        """) shouldBe List(true, "os::0A1B2C-X", "")
    }

    "give false that can be indexed when it cannot be kept" in {
      returnedBy("""
        local c = create_or_update_device_credential("with.dot", "secret")
        return not c, c == false, c["ok"], c["error_msg"]
        """) shouldBe List(true, true, false, "username must not be empty and must not contain a dot")
    }
  }

  "http_request" should {
    "refuse what is not a public host, and say who can allow it" in {
      returnedBy("""
        local r = http_request("GET", "http://169.254.169.254/latest/meta-data/")
        return r.ok, r.status_code, r.error_message
        """) shouldBe List(
        false, 0L, "'169.254.169.254' is not a public host; the operator can allow it in argonaut.script.http.allow")
    }
  }

  "json_encode and json_decode" should {
    "give what is wrong as their second result" in {
      returnedBy("""
        local loop = {}
        loop.again = loop
        local text, why = json_encode(loop)
        local value, where = json_decode('{"a":')
        return text, why, value, where:find("line 1") ~= nil
        """) shouldBe List(null, "the table nests deeper than 128 levels, or contains itself", null, true)
    }
  }

  "Service instances" should {
    "tell with ok, an empty message and the number 200 that a call was done" in {
      returnedBy("""
        local r = get_service_instances("S000003")
        return r.ok, r.error_message, r.error_code, #r.instances
        """) shouldBe List(true, "", 200L, 0L)
    }

    "tell with a message and a number why a call was not done" in {
      returnedBy("""
        local r = create_service_instance("S000003", "nonsense")
        return r.ok, r.error_message, r.error_code
        """) shouldBe List(false, "no service 'nonsense' is known", 404L)
    }
  }

  "Every function" should {
    "name itself, the argument and the expected type when it is called with another" in {
      val wrong = List(
        ("get_device({})", "bad argument #1 to 'get_device' (string expected, got table)"),
        ("send_cwmp_message('a', true, 0)", "bad argument #2 to 'send_cwmp_message' (string expected, got boolean)"),
        ("send_cwmp_message('a', 'b', 'c')", "bad argument #3 to 'send_cwmp_message' (number expected, got string)"),
        ("send_cwmp_async_message('a', 'b', 0, 'c')", "bad argument #4 to 'send_cwmp_async_message' (boolean or table expected, got string)"),
        ("send_usp_message('a', {})", "bad argument #2 to 'send_usp_message' (string expected, got table)"),
        ("delete_device(nil)", "bad argument #1 to 'delete_device' (string expected, got nil)"),
        ("json_decode(nil)", "bad argument #1 to 'json_decode' (string expected, got nil)"),
        ("http_request('GET', nil)", "bad argument #2 to 'http_request' (string expected, got nil)"),
        ("generate_random_string({})", "bad argument #1 to 'generate_random_string' (number expected, got table)"),
        ("reboot({})", "bad argument #1 to 'reboot' (string expected, got table)"))
      wrong.foreach { case (call, message) =>
        (the[LuaException] thrownBy returnedBy(call)).getMessage should include(message)
      }
    }
  }

  private def returnedBy(lua: String): List[Any] = world.run(Envelopes, lua).returned.asScala.toList

  private def parameter(sn: String, path: String): Any =
    returnedBy(s"""local r = get_parameter_values("$sn", "$path") return r["$path"] or r.error_message""").head

  /** Runs a program, and its listener's callback with one event, if an event is given. */
  private def printedBy(program: String, event: String*): List[String] = {
    val printed = Collections.synchronizedList(new ArrayList[String])
    val lua: LuaState = world.state(printed)
    var callback: LuaFunction = null
    lua.define("sleep", _ => null)
    lua.define("listen_to_cwmp_event", call => {
      (call.string(1), call.string(2), call.integer(4), call.bool(5, false)) shouldBe (("*", "*", 10, true))
      callback = call.function(3)
      null
    })
    lua.call(lua.load(LuaProgram.compile(program, "script.lua")))
    if (event.nonEmpty) {
      lua.call(callback, java.util.Map.of("event", event(0), "serial_number", event(1)))
    }
    printed.asScala.toList
  }
}

object ScriptFunctionsSpec {

  /** Makes the envelopes that scripts write by hand. */
  private val Envelopes =
    """
local function envelope(body)
  return [[
    <?xml version="1.0" encoding="UTF-8"?>
    <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"
        xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xmlns:cwmp="urn:dslforum-org:cwmp-1-0" xmlns:schemaLocation="urn:dslforum-org:cwmp-1-0 cwmp.xsd">
      <soap:Header/>
      <soap:Body>]] .. body .. [[</soap:Body>
    </soap:Envelope>]]
end

local function get(path)
  return envelope("<cwmp:GetParameterValues><ParameterNames><string>" .. path .. "</string></ParameterNames></cwmp:GetParameterValues>")
end

local function struct(path, value, kind)
  local typed = kind and (' xsi:type="xsd:' .. kind .. '"') or ""
  return "<ParameterValueStruct><Name>" .. path .. "</Name><Value" .. typed .. ">" .. value .. "</Value></ParameterValueStruct>"
end

local function set_all(structs)
  return envelope('<cwmp:SetParameterValues><ParameterList soapenc:arrayType="cwmp:ParameterValueStruct[3]">' ..
    table.concat(structs) .. "</ParameterList></cwmp:SetParameterValues>")
end

local function set(path, value)
  return set_all({struct(path, value)})
end

local function object(rpc, path)
  return envelope("<cwmp:" .. rpc .. "><ObjectName>" .. path .. "</ObjectName><ParameterKey></ParameterKey></cwmp:" .. rpc .. ">")
end
"""

  /** From CWMP to USP; there is no agent yet, so it goes up to where one must come. */
  private val Migration = Files.readString(Path.of("lua/examples/cwmp-to-usp.lua"))

  /** Bulk data over the fleet: get by a search expression, add what is missing, enable. */
  private val BulkData =
    """
local function search(name)
  return [[{"header": {"msg_id": "]] .. generate_random_string(8) .. [[", "msg_type": 1}, "body": {"request": {"get": {
    "paramPaths": ["Device.BulkData.Profile.[Name==]] .. name .. [[]."], "maxDepth": 2}}}}]]
end

for _, device in ipairs(get_all_devices()) do
  if device.sn:match("^S%d+$") then
    local found = send_usp_message(device.sn, search("USP MQTT Profile 1"))
    if found["error_message"] ~= nil then
      print(device.sn .. " bulk data: " .. found["error_code"] .. " " .. found["error_message"])
    elseif next(found) == nil then
      send_usp_message(device.sn, [[{"header": {"msg_id": "a", "msg_type": 8}, "body": {"request": {"add": {"allow_partial": false,
        "create_objs": [{"obj_path": "Device.BulkData.Profile.", "param_settings": [{"param": "Enable", "value": "true"}]}]}}}}]])
    end
  end
end
print("done")
"""

  /** Subscriptions over the fleet. */
  private val Subscriptions =
    """
local wanted = {
  {id = "download", kind = "OperationComplete", reference = "Device.IP.Diagnostics.DownloadDiagnostics()"},
  {id = "upload", kind = "OperationComplete", reference = "Device.IP.Diagnostics.UploadDiagnostics()"},
  {id = "transfer", kind = "Event", reference = "Device.LocalAgent.TransferComplete!"},
}
local seen = 0
for _, device in ipairs(get_all_devices()) do
  if not device.sn:match("^S%d+$") then
    goto continue
  end
  seen = seen + 1
  for _, subscription in ipairs(wanted) do
    local message = [[{"header": {"msg_id": "]] .. generate_random_string(8) .. [[", "msg_type": 8}, "body": {"request": {"add": {
      "allow_partial": true, "create_objs": [{"obj_path": "Device.LocalAgent.Subscription.", "param_settings": [
      {"param": "ID", "value": "]] .. subscription.id .. [[", "required": true},
      {"param": "NotifType", "value": "]] .. subscription.kind .. [["},
      {"param": "ReferenceList", "value": "]] .. subscription.reference .. [["}]}]}}}}]]
    local result = send_usp_message(device.sn, message)
    if result["error_message"] ~= nil then
      print("skipped " .. device.sn)
      goto continue
    end
    local paths = {}
    for path, value in pairs(result) do
      paths[#paths + 1] = path .. ": " .. value
    end
    print(table.concat(paths, "\n"))
  end
  local note = device.sn .. " has all subscriptions"
  local length = #note
  print(note:sub(1, length))
  ::continue::
end
print(seen .. " devices seen")
"""
}
