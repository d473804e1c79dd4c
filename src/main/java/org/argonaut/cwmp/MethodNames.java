package org.argonaut.cwmp;

import java.util.List;
import java.util.stream.Stream;

/** The RPC methods of TR-069 annex A, by who offers them. */
public final class MethodNames {
  /** Offered by a CPE (A.3.1, A.3.2, A.4.1). */
  public static final List<String> OF_CPE = List.of(
      "GetRPCMethods", "SetParameterValues", "GetParameterValues", "GetParameterNames", "SetParameterAttributes",
      "GetParameterAttributes", "AddObject", "DeleteObject", "Download", "Reboot", "GetQueuedTransfers",
      "ScheduleInform", "SetVouchers", "GetOptions", "Upload", "FactoryReset", "GetAllQueuedTransfers",
      "ScheduleDownload", "CancelTransfer", "ChangeDUState");

  /** Offered by an ACS (A.3.1, A.3.3, A.4.2); what we answer to a CPE's GetRPCMethods. */
  public static final List<String> OF_ACS = List.of(
      "Inform", "GetRPCMethods", "TransferComplete", "AutonomousTransferComplete", "RequestDownload",
      "DUStateChangeComplete", "AutonomousDUStateChangeComplete", "Kicked");

  /** Elements that stand in a SOAP body: methods and their answers. */
  static final List<String> ALL = Stream.concat(OF_CPE.stream(), OF_ACS.stream())
      .flatMap(name -> Stream.of(name, name + "Response")).distinct().toList();

  private MethodNames() {}
}
