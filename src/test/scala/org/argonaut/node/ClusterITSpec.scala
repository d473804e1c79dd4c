package org.argonaut.node

import java.net.URI
import java.net.http.{HttpClient, HttpRequest, HttpResponse}
import java.nio.file.{Files, Path}
import java.time.{Duration => JavaDuration}
import java.util.{Collections, Map => JavaMap}

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.util.Using

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.argonaut.cpe.{CpeSettings, Fleet, FleetOptions}
import org.scalatest.BeforeAndAfterEach
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.{Millis, Seconds, Span}
import org.scalatest.wordspec.AnyWordSpec

/** What a cluster of two real nodes promises CPEs and callers when it is asked here and there, and when a node ends. */
class ClusterITSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterEach {
  import ClusterITSpec._

  implicit override val patienceConfig: PatienceConfig =
    PatienceConfig(timeout = Span(Takeover.toSeconds, Seconds), interval = Span(200, Millis))

  private var nodes: TwoNodes = _

  override def beforeEach(): Unit =
    nodes = TwoNodes.start(Files.createTempDirectory(Path.of("target").toAbsolutePath, "cluster"), JavaMap.of("ARGONAUT_DRAIN_DELAY", "2s"))

  override def afterEach(): Unit = if (nodes != null) nodes.close()

  "A session begun on one node" should {
    "go on through the other" in {
      nodes.first.send("PUT", "/api/v1/devices/RAW1", "{}")
      val queued = nodes.second.send("POST", "/api/v1/devices/RAW1/cwmp?when=next", ReadUpTime)
      withClue(queued.body)(queued.statusCode shouldBe 202)

      val informed = post(nodes.first.deviceUrl, RawCpe.inform("RAW1"), None)
      val cookie = Some(RawCpe.cookie(informed))
      informed.body should include("InformResponse")
      val asked = post(nodes.second.deviceUrl, "", cookie)
      asked.body should (include("GetParameterValues") and include("Device.DeviceInfo.UpTime"))
      val ended = post(nodes.first.deviceUrl, RawCpe.upTime(asked.body, 4711), cookie)
      ended.statusCode shouldBe 204

      val command = nodes.second.get(s"/api/v1/devices/RAW1/commands/${json(queued.body).get("id").asText}")
      json(command.body).get("state").asText shouldBe "done"
      command.body should include("4711")
    }
  }

  "A node that is killed under load" should {
    "take no durable command with it that was accepted" in {
      underLoad { fleet =>
        val before = serials(fleet).map(sn => sn -> enqueue(nodes.second, sn))
        nodes.first.kill()
        // While the dead node's devices have no new home yet, a command may be refused: only accepted ones count.
        val after = serials(fleet).flatMap(sn => tryEnqueue(nodes.second, sn, "&timeout=120").map(sn -> _))
        val accepted = before ++ after
        eventually(all(states(nodes.second, accepted)) should not be oneOf("queued", "sent", "not found"))
        states(nodes.second, accepted).toSet.intersect(Set("failed", "expired", "unknown")) shouldBe empty
      }
    }
  }

  "A node that is stopped" should {
    "hand over without a failed session" in {
      underLoad { fleet =>
        val counts = fleet.stats.counts
        nodes.first.terminate()
        nodes.first.awaitEnd(Stop)
        eventually(fleet.stats.counts.sessions should be > counts.sessions + 2L * Cpes)
        withClue(fleet.stats.failures)(fleet.stats.counts.failedSessions shouldBe counts.failedSessions)
        eventually(online(nodes.second) shouldBe Cpes)
      }
    }
  }

  /** CPEs that call every second, through a balancer before both nodes. */
  private def underLoad(what: Fleet => Unit): Unit =
    Using.resource(Balancer.before(nodes.first, nodes.second)) { balancer =>
      Using.resource(fleet(balancer)) { fleet =>
        withClue(s"registered: ${fleet.stats.failures}")(
          fleet.awaitRegistered(JavaDuration.ofSeconds(Takeover.toSeconds)) shouldBe true)
        what(fleet)
      }
    }
}

object ClusterITSpec {
  private val Json = new ObjectMapper()
  private val Takeover = 90.seconds
  private val Stop = JavaDuration.ofSeconds(60)
  private val Cpes = 40
  private val ReadUpTime = """{"rpc":"GetParameterValues","names":["Device.DeviceInfo.UpTime"]}"""
  private val SetInterval =
    """{"rpc":"SetParameterValues","values":{"Device.ManagementServer.PeriodicInformInterval":2}}"""

  private def fleet(balancer: Balancer): Fleet =
    Fleet.start(
      FleetOptions
        .to(balancer.url.toString)
        .serialPrefix("CL")
        .count(Cpes)
        .intervalSeconds(1)
        .rampPerSecond(Cpes)
        .connectionRequestBind("127.0.0.1", 0)
        .settings(CpeSettings.from(Configuration.load(null, Collections.emptyMap[String, String]())))
        .build())

  private def serials(fleet: Fleet): Seq[String] = fleet.all.asScala.map(_.serial).toSeq

  private def enqueue(node: NodeProcess, sn: String): String =
    tryEnqueue(node, sn, "").getOrElse(throw new AssertionError(s"$sn: the command was refused"))

  private def tryEnqueue(node: NodeProcess, sn: String, query: String): Option[String] = {
    val answer = node.send("POST", s"/api/v1/devices/$sn/cwmp?when=next$query", SetInterval)
    Option.when(answer.statusCode == 202)(json(answer.body).get("id").asText)
  }

  private def states(node: NodeProcess, commands: Seq[(String, String)]): Seq[String] =
    commands.map { case (sn, id) =>
      val answer = node.get(s"/api/v1/devices/$sn/commands/$id")
      if (answer.statusCode == 200) json(answer.body).get("state").asText else "not found"
    }

  private def online(node: NodeProcess): Int =
    json(node.get("/api/v1/devices/count?status=2&q=CL").body).get("count").asInt

  private def json(text: String): JsonNode = Json.readTree(text)

  private def post(url: URI, body: String, cookie: Option[String]): HttpResponse[String] = {
    val request = HttpRequest
      .newBuilder(url)
      .timeout(JavaDuration.ofSeconds(20))
      .header("Content-Type", "text/xml; charset=utf-8")
      .POST(HttpRequest.BodyPublishers.ofString(body))
    cookie.foreach(request.header("Cookie", _))
    Using.resource(HttpClient.newHttpClient())(_.send(request.build(), HttpResponse.BodyHandlers.ofString()))
  }
}
