package org.argonaut.script.functions;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What {@code send_cwmp_message} calls the RPCs: 0 to 4 as scripts have always had them, the others are ours. */
enum MessageType {
  GET_PARAMETER_VALUES(0, "GetParameterValues"),
  SET_PARAMETER_VALUES(1, "SetParameterValues"),
  ADD_OBJECT(2, "AddObject"),
  DELETE_OBJECT(3, "DeleteObject"),
  GET_PARAMETER_NAMES(4, "GetParameterNames"),
  GET_RPC_METHODS(5, "GetRPCMethods"),
  SET_PARAMETER_ATTRIBUTES(6, "SetParameterAttributes"),
  GET_PARAMETER_ATTRIBUTES(7, "GetParameterAttributes"),
  REBOOT(8, "Reboot"),
  FACTORY_RESET(9, "FactoryReset"),
  DOWNLOAD(10, "Download"),
  UPLOAD(11, "Upload"),
  SCHEDULE_INFORM(12, "ScheduleInform"),
  SCHEDULE_DOWNLOAD(13, "ScheduleDownload"),
  CANCEL_TRANSFER(14, "CancelTransfer"),
  GET_QUEUED_TRANSFERS(15, "GetQueuedTransfers"),
  GET_ALL_QUEUED_TRANSFERS(16, "GetAllQueuedTransfers"),
  CHANGE_DU_STATE(17, "ChangeDUState"),
  SET_VOUCHERS(18, "SetVouchers"),
  GET_OPTIONS(19, "GetOptions"),
  /** Any method of a vendor's own. */
  VENDOR_METHOD(20, "VendorMethod");

  private final int number;
  private final String rpc;

  MessageType(int number, String rpc) {
    this.number = number;
    this.rpc = rpc;
  }

  int number() {
    return number;
  }

  String rpc() {
    return rpc;
  }

  /** The type with that number; null when there is none. */
  static MessageType of(int number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst().orElse(null);
  }

  /** The type of an RPC of that name. */
  static MessageType ofRpc(String name) {
    return Arrays.stream(values()).filter(type -> type.rpc.equals(name)).findFirst().orElse(VENDOR_METHOD);
  }

  /** {@code 0 GetParameterValues, 1 SetParameterValues, ...}. */
  static String list() {
    return Arrays.stream(values()).map(type -> type.number() + " " + type.rpc).collect(Collectors.joining(", "));
  }
}
