package org.argonaut.cpe.usp;

import java.util.List;
import org.argonaut.usp.proto.UspMsg.Error.ParamError;

/** A request that failed as a whole: it is answered by an Error and has changed nothing. */
final class RequestFailed extends Exception {
  private final int code;
  private final List<ParamError> paramErrors;

  RequestFailed(int code, String message, List<ParamError> paramErrors) {
    super(message, null, false, false);
    this.code = code;
    this.paramErrors = List.copyOf(paramErrors);
  }

  RequestFailed(int code, String message) {
    this(code, message, List.of());
  }

  static ParamError about(String path, int code, String message) {
    return ParamError.newBuilder().setParamPath(path).setErrCode(code).setErrMsg(message).build();
  }

  int code() {
    return code;
  }

  List<ParamError> paramErrors() {
    return paramErrors;
  }
}
