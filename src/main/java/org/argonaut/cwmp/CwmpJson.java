package org.argonaut.cwmp;
import com.fasterxml.jackson.databind.node.ObjectNode;
@SuppressWarnings("DoNotCallSuggester") public final class CwmpJson { private CwmpJson() {} 
  public static ObjectNode toJson(Message message) { throw new IllegalStateException(message.rpcName()); } }
