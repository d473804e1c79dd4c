package org.argonaut.cwmp

import java.time.Instant

import scala.jdk.CollectionConverters._

import org.scalacheck.Arbitrary
import org.scalacheck.Gen
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

/** Generated messages of every kind survive the wire and the cluster's own format. */
class RoundTripSpec extends AnyWordSpec with Matchers with ScalaCheckPropertyChecks {
  import RoundTripSpec._

  implicit override val generatorDrivenConfig: PropertyCheckConfiguration =
    PropertyCheckConfiguration(minSuccessful = 1000)

  "An envelope" should {
    "be read as it was written, whatever a CPE calls or answers" in {
      forAll(envelopes(Gen.oneOf(acsMethods, cpeAnswers)))(comesBack(_, Direction.FROM_CPE))
    }

    "be read as it was written, whatever an ACS calls or answers" in {
      forAll(envelopes(Gen.oneOf(cpeMethods, acsAnswers)))(comesBack(_, Direction.TO_CPE))
    }

    "hold no character that XML forbids, whatever its texts hold" in {
      forAll(Arbitrary.arbitrary[String], Arbitrary.arbitrary[String]) { (id, text) =>
        val envelope = new Envelope(id, CwmpVersion.V1_0, new CpeMethod.GetOptions(text))
        val read = SoapReader.read(SoapWriter.write(envelope, Dialect.STANDARD), null, Direction.TO_CPE)
        read.message shouldBe new CpeMethod.GetOptions(trimmed(text.filter(allowed).toString))
      }
    }
  }

  "A request in JSON" should {
    "be read as it was written" in {
      forAll(cpeMethods.suchThat(fitForJson)) { method =>
        CwmpJson.fromJson(CwmpJson.toJson(method)) shouldBe method
      }
    }
  }

  private def comesBack(envelope: Envelope, direction: Direction): Unit = {
    val dialect = new Dialect(envelope.hashCode % 2 == 0, false, true, false, 1)
    val read = SoapReader.read(SoapWriter.write(envelope, dialect), "utf-8", Limits.STANDARD, direction)
    read.id shouldBe envelope.id
    read.version shouldBe envelope.version
    val message: Message = RoundTripTest.comparable(read.message)
    val _ = message shouldBe envelope.message
  }
}

object RoundTripSpec {
  private def allowed(c: Char): Boolean =
    c >= ' ' && !c.isSurrogate && c < '\uFFFE' || c == '\n' || c == '\t' || c == '\r'

  /** As values are read: without white space at the ends. */
  private def trimmed(text: String): String =
    text.dropWhile(_ <= ' ').reverse.dropWhile(_ <= ' ').reverse

  private val character: Gen[String] = Gen.frequency(
    20 -> Gen.alphaNumChar.map(_.toString),
    6 -> Gen.oneOf("&", "<", ">", "\"", "'", " ", "\n", "\r", "\t", "]]>", "&amp;", "<!--", "%", ".", "{i}"),
    3 -> Gen.choose('\u00a0', '\u07ff').map(_.toString),
    2 -> Gen.choose('\u0800', '\ud7ff').map(_.toString),
    1 -> Gen.choose(0x10000, 0x10ffff).map(codePoint => new String(Character.toChars(codePoint))))

  private val text: Gen[String] =
    Gen.choose(0, 30).flatMap(Gen.listOfN(_, character)).map(parts => trimmed(parts.mkString))
  private val name: Gen[String] = Gen.nonEmptyListOf(Gen.identifier).map(_.take(5).mkString("Device.", ".", ""))
  private val path: Gen[String] = name.map(_.take(255) + ".")
  private val optionalText: Gen[String] = Gen.oneOf(Gen.const(null), text)
  private val int: Gen[Int] = Gen.oneOf(Gen.choose(0, 10), Gen.choose(0, Int.MaxValue))
  private val unsigned: Gen[Long] = Gen.choose(0L, 0xffffffffL)
  private val bool: Gen[Boolean] = Gen.oneOf(true, false)
  private val time: Gen[Instant] = Gen.oneOf(
    Gen.const(Times.UNKNOWN),
    Gen.choose(Times.UNKNOWN.getEpochSecond, 253402300799L).map(Instant.ofEpochSecond(_)))
  private val cpeFaultCode: Gen[Int] = Gen.choose(9000, 9899)

  private def list[T](gen: Gen[T]): Gen[java.util.List[T]] =
    Gen.choose(0, 6).flatMap(Gen.listOfN(_, gen)).map(_.asJava)
  private def some[T](gen: Gen[T]): Gen[java.util.List[T]] =
    Gen.choose(1, 6).flatMap(Gen.listOfN(_, gen)).map(_.asJava)

  private val value: Gen[ParameterValue] = for {
    n <- name
    typed <- Gen.oneOf(
      text.map((_, "xsd:string")), int.map(i => (i.toString, "xsd:unsignedInt")), int.map(i => ((-i).toString, "xsd:int")),
      Gen.oneOf("0", "1").map((_, "xsd:boolean")), time.map(t => (Times.format(t, false), "xsd:dateTime")),
      Gen.const(("AQ==", "SOAP-ENC:base64")), Gen.const(("AQ==", "xsd:base64Binary")))
  } yield new ParameterValue(n, typed._1, typed._2)

  private val window: Gen[CpeMethod.TimeWindow] = for {
    start <- unsigned; end <- unsigned; mode <- text; message <- text; retries <- Gen.choose(-1, 10)
  } yield new CpeMethod.TimeWindow(start, end, mode, message, retries)

  private val attributeChange: Gen[CpeMethod.AttributeChange] = for {
    n <- name
    notification <- Gen.oneOf(Gen.const(null), Gen.choose(0, 6).map(Integer.valueOf(_)))
    access <- Gen.oneOf(Gen.const(null), list(Gen.const("Subscriber")))
  } yield new CpeMethod.AttributeChange(n, notification, access)

  private val operation: Gen[CpeMethod.DuOperation] = for {
    kind <- Gen.oneOf(CpeMethod.DuOperationKind.values.toSeq)
    url <- text.map("http://h/" + _); uuid <- Gen.uuid.map(_.toString); other <- optionalText; more <- optionalText
  } yield kind match {
    case CpeMethod.DuOperationKind.INSTALL => new CpeMethod.DuOperation(kind, url, uuid, other, null, more, null)
    case CpeMethod.DuOperationKind.UPDATE => new CpeMethod.DuOperation(kind, url, uuid, other, null, null, more)
    case CpeMethod.DuOperationKind.UNINSTALL => new CpeMethod.DuOperation(kind, null, uuid, null, null, other, more)
  }

  private val key: Gen[String] = text.map(t => trimmed(t.take(32).filterNot(_.isSurrogate)))

  val cpeMethods: Gen[CpeMethod] = Gen.oneOf(
    Gen.oneOf[CpeMethod](
      new CpeMethod.GetRPCMethods, new CpeMethod.FactoryReset, new CpeMethod.GetQueuedTransfers,
      new CpeMethod.GetAllQueuedTransfers),
    some(value).flatMap(v => key.map(new CpeMethod.SetParameterValues(v, _))),
    some(path).map(new CpeMethod.GetParameterValues(_)),
    path.flatMap(p => bool.map(new CpeMethod.GetParameterNames(p, _))),
    some(attributeChange).map(new CpeMethod.SetParameterAttributes(_)),
    some(name).map(new CpeMethod.GetParameterAttributes(_)),
    path.flatMap(p => key.map(new CpeMethod.AddObject(p, _))),
    path.flatMap(p => key.map(new CpeMethod.DeleteObject(p, _))),
    key.map(new CpeMethod.Reboot(_)),
    key.map(new CpeMethod.CancelTransfer(_)),
    text.map(new CpeMethod.GetOptions(_)),
    for { delay <- int; k <- key } yield new CpeMethod.ScheduleInform(math.max(1, delay), k),
    for {
      k <- key; fileType <- text; url <- text; user <- text; size <- unsigned; target <- text; delay <- int
    } yield new CpeMethod.Download(k, fileType, url, user, "", size, target, delay, target, url),
    for { k <- key; fileType <- text; url <- text; user <- text; delay <- int }
      yield new CpeMethod.Upload(k, fileType, url, user, "", delay),
    for { k <- key; fileType <- text; url <- text; size <- unsigned; windows <- some(window) }
      yield new CpeMethod.ScheduleDownload(k, fileType, url, "", "", size, "", windows),
    some(operation).flatMap(o => key.map(new CpeMethod.ChangeDUState(o, _))),
    some(text).map(new CpeMethod.SetVouchers(_)))

  private def fitForJson(method: CpeMethod): Boolean = method match {
    case schedule: CpeMethod.ScheduleDownload => schedule.timeWindowList.size <= 2
    // Passwords are not written: one that is empty is read as empty, one that is missing stays so.
    case _ => true
  }

  private val fault: Gen[Fault] = for {
    code <- cpeFaultCode; message <- text
    parameters <- list(for { n <- name; c <- cpeFaultCode; m <- text } yield new Fault.ParameterFault(n, c, m))
  } yield new Fault(code, if (message.isEmpty) "x" else message, parameters, null)

  private val queued: Gen[CpeAnswer.QueuedTransfer] =
    key.flatMap(k => Gen.choose(1, 3).map(new CpeAnswer.QueuedTransfer(k, _, null, null, null, null)))
  private val queuedFully: Gen[CpeAnswer.QueuedTransfer] = for {
    k <- key; state <- Gen.choose(1, 3); down <- bool; fileType <- text; size <- unsigned; target <- text
  } yield new CpeAnswer.QueuedTransfer(k, state, Boolean.box(down), fileType, Long.box(size), target)
  private val option: Gen[CpeAnswer.Option] = for {
    n <- text; sn <- unsigned; state <- Gen.choose(0, 3); mode <- Gen.choose(0, 2); start <- time
    end <- Gen.oneOf(Gen.const(null: Instant), time); transferable <- bool
  } yield new CpeAnswer.Option(n, sn, state, mode, start, end, transferable)

  val cpeAnswers: Gen[CpeAnswer] = Gen.oneOf(
    Gen.oneOf[CpeAnswer](
      new CpeAnswer.SetParameterAttributesResponse, new CpeAnswer.RebootResponse, new CpeAnswer.FactoryResetResponse,
      new CpeAnswer.ScheduleInformResponse, new CpeAnswer.ScheduleDownloadResponse,
      new CpeAnswer.CancelTransferResponse, new CpeAnswer.ChangeDUStateResponse, new CpeAnswer.SetVouchersResponse),
    fault,
    list(name).map(new CpeAnswer.GetRPCMethodsResponse(_)),
    int.map(new CpeAnswer.SetParameterValuesResponse(_)),
    int.map(new CpeAnswer.DeleteObjectResponse(_)),
    list(value).map(new CpeAnswer.GetParameterValuesResponse(_)),
    list(path.flatMap(p => bool.map(new CpeAnswer.ParameterInfo(p, _)))).map(new CpeAnswer.GetParameterNamesResponse(_)),
    list(for { n <- name; i <- Gen.choose(0, 6); access <- list(text) }
      yield new CpeAnswer.ParameterAttributes(n, i, access)).map(new CpeAnswer.GetParameterAttributesResponse(_)),
    unsigned.flatMap(i => int.map(new CpeAnswer.AddObjectResponse(math.max(1, i), _))),
    for { status <- int; start <- time; end <- time } yield new CpeAnswer.DownloadResponse(status, start, end),
    for { status <- int; start <- time; end <- time } yield new CpeAnswer.UploadResponse(status, start, end),
    list(queued).map(new CpeAnswer.GetQueuedTransfersResponse(_)),
    list(queuedFully).map(new CpeAnswer.GetAllQueuedTransfersResponse(_)),
    list(option).map(new CpeAnswer.GetOptionsResponse(_)))

  private def result(performed: Gen[String]): Gen[AcsMethod.DuResult] = for {
    uuid <- text; ref <- text; version <- text; state <- text; resolved <- bool; units <- text; start <- time
    end <- time; code <- Gen.oneOf(Gen.const(0), cpeFaultCode); why <- text; operation <- performed
  } yield new AcsMethod.DuResult(uuid, ref, version, state, resolved, units, start, end, code, why, operation)

  val acsMethods: Gen[AcsMethod] = Gen.oneOf(
    for {
      manufacturer <- text; oui <- text; model <- text; serial <- text
      events <- list(for { code <- text; k <- key } yield new Inform.Event(code, k))
      envelopes <- int; at <- time; retries <- int; values <- list(value)
    } yield new Inform(
      new Inform.DeviceId(manufacturer, oui, model, serial), events, envelopes, at, retries, values),
    Gen.const(new AcsMethod.GetRPCMethods),
    for { k <- key; code <- Gen.oneOf(Gen.const(0), cpeFaultCode); why <- text; start <- time; end <- time }
      yield new AcsMethod.TransferComplete(k, code, why, start, end),
    for {
      announce <- text; url <- text; down <- bool; fileType <- text; size <- unsigned; target <- text
      code <- Gen.oneOf(Gen.const(0), cpeFaultCode); why <- text; start <- time; end <- time
    } yield new AcsMethod.AutonomousTransferComplete(
      announce, url, down, fileType, size, target, code, why, start, end),
    some(result(Gen.const(null))).flatMap(r => key.map(new AcsMethod.DUStateChangeComplete(r, _))),
    some(result(text)).map(new AcsMethod.AutonomousDUStateChangeComplete(_)),
    text.flatMap(t => list(for { n <- text; v <- text } yield new AcsMethod.Argument(n, v))
      .map(new AcsMethod.RequestDownload(t, _))),
    for { command <- text; referer <- text; arg <- text; next <- text }
      yield new AcsMethod.Kicked(command, referer, arg, next),
    Gen.identifier.map(i => new AcsMethod.UnknownMethod("X_" + i)))

  val acsAnswers: Gen[AcsAnswer] = Gen.oneOf(
    Gen.oneOf[AcsAnswer](
      new AcsAnswer.InformResponse, new AcsAnswer.TransferCompleteResponse,
      new AcsAnswer.AutonomousTransferCompleteResponse, new AcsAnswer.DUStateChangeCompleteResponse,
      new AcsAnswer.AutonomousDUStateChangeCompleteResponse, new AcsAnswer.RequestDownloadResponse),
    fault,
    list(name).map(new AcsAnswer.GetRPCMethodsResponse(_)),
    text.map(new AcsAnswer.KickedResponse(_)))

  private def envelopes(messages: Gen[Message]): Gen[Envelope] = for {
    id <- text
    version <- Gen.oneOf(CwmpVersion.values.toSeq)
    message <- messages
  } yield new Envelope(id, version, message)
}
