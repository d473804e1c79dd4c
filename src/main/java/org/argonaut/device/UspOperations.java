package org.argonaut.device;

import java.util.List;
import java.util.Set;
import org.argonaut.usp.proto.UspMsg;

/**
 * Operations that run on after their response. Their end is told by a notification, which needs a subscription: one for the
 * command is made just before the first Operate that waits for its completion.
 */
final class UspOperations {
  /** What the ids of these subscriptions begin with. */
  static final String PREFIX = UspSubscription.PREFIX + "op-";

  private UspOperations() {}

  /** The Operate with {@code id} as its command key where the caller gave none, so that its end is known by it. */
  static Request.Message keyed(Request.Message message, String id) {
    if (!message.endsLater() || !message.body().getOperate().getCommandKey().isEmpty()) {
      return message;
    }
    UspMsg.Operate keyed = message.body().getOperate().toBuilder().setCommandKey(id).build();
    return new Request.Message(message.body().toBuilder().setOperate(keyed).build(), true);
  }

  /** The subscription that a command needs; null when a configured one covers it or it was made already. */
  static UspMsg.Request subscription(String command, List<UspSubscription> configured, Set<String> made) {
    String path = anyInstance(command);
    boolean covered =
        configured.stream()
            .filter(subscription -> subscription.type().equals("OperationComplete"))
            .flatMap(subscription -> subscription.references().stream())
            .anyMatch(reference -> reference.equals(path) || (reference.endsWith(".") && path.startsWith(reference)));
    if (covered || !made.add(path)) {
      return null;
    }
    String id = PREFIX + Integer.toHexString(path.hashCode());
    return UspRequests.subscribe(id, new UspSubscription("OperationComplete", List.of(path)));
  }

  /** A command's path for all instances: numbers, aliases and search expressions become {@code *}. */
  static String anyInstance(String command) {
    StringBuilder path = new StringBuilder(command.length());
    int depth = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth = Math.max(0, depth - 1);
        path.append('*');
      } else if (depth == 0) {
        path.append(c);
      }
    }
    return path.toString().replaceAll("(?<=\\.)[0-9]+(?=\\.)", "*");
  }
}
