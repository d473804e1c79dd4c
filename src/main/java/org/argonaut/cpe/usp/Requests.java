package org.argonaut.cpe.usp;

import java.util.List;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.cpe.usp.LocalAgent.Right;
import org.argonaut.usp.Messages;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.Versions;
import org.argonaut.usp.proto.UspMsg.Add;
import org.argonaut.usp.proto.UspMsg.Delete;
import org.argonaut.usp.proto.UspMsg.GetSupportedProtocolResp;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Request;
import org.argonaut.usp.proto.UspMsg.Set;

/** Answers the controller's requests (TR-369 "Messages"). Guarded by its agent's lock; waits for nothing. */
final class Requests {
  private final Tree tree;
  private final LocalAgent localAgent;
  private final GetAnswers gets;
  private final SupportedModel supported;
  private final SetAnswers sets;
  private final AddDeleteAnswers addsAndDeletes;
  private final Commands commands;

  Requests(Tree tree, UspModel model, LocalAgent localAgent, PathResolver resolver, Commands commands) {
    this.tree = tree;
    this.localAgent = localAgent;
    Editor editor = new Editor(tree, model);
    this.gets = new GetAnswers(tree, model, resolver, editor);
    this.supported = new SupportedModel(model);
    this.sets = new SetAnswers(resolver, editor);
    this.addsAndDeletes = new AddDeleteAnswers(tree, resolver, editor);
    this.commands = commands;
  }

  /**
   * The answer to a request; null when none is wanted.
   *
   * @param controller who asks; null: one the agent does not know
   * @param changes gets what the request changes
   */
  Msg answer(Msg message, LocalAgent.Controller controller, Changes changes) {
    String id = message.getHeader().getMsgId();
    Request request = message.getBody().getRequest();
    try {
      permit(request, controller);
      return switch (request.getReqTypeCase()) {
        case GET -> Messages.response(id, gets.get(request.getGet()));
        case GET_INSTANCES -> Messages.response(id, gets.instances(request.getGetInstances()));
        case GET_SUPPORTED_DM -> Messages.response(id, supported.answer(request.getGetSupportedDm()));
        case GET_SUPPORTED_PROTOCOL ->
            Messages.response(
                id,
                GetSupportedProtocolResp.newBuilder()
                    .setAgentSupportedProtocolVersions(Versions.announcement())
                    .build());
        case SET -> Messages.response(id, sets.set(request.getSet(), changes));
        case ADD -> Messages.response(id, addsAndDeletes.add(request.getAdd(), newborn(controller), changes));
        case DELETE -> Messages.response(id, addsAndDeletes.delete(request.getDelete(), changes));
        case OPERATE -> commands.operate(id, request.getOperate(), controller, changes);
        case NOTIFY, REGISTER, DEREGISTER ->
            throw new RequestFailed(UspErrors.NOT_SUPPORTED, "an agent takes no " + request.getReqTypeCase());
        case REQTYPE_NOT_SET -> throw new RequestFailed(UspErrors.INVALID_ARGUMENTS, "a request that asks for nothing");
      };
    } catch (RequestFailed failed) {
      return Messages.error(id, failed.code(), failed.getMessage(), failed.paramErrors());
    }
  }

  private AddDeleteAnswers.Midwife newborn(LocalAgent.Controller controller) {
    return (row, changes) -> {
      if (row.parent().equals(LocalAgent.SUBSCRIPTIONS)) {
        tree.set(row.path() + "Recipient", controller.path());
        tree.set(row.path() + "CreationDate", tree.get("Device.Time.CurrentLocalTime"));
      }
    };
  }

  /** What the controller's role does not allow is refused as a whole (7006). */
  private void permit(Request request, LocalAgent.Controller controller) throws RequestFailed {
    switch (request.getReqTypeCase()) {
      case SET -> {
        for (Set.UpdateObject update : request.getSet().getUpdateObjsList()) {
          demand(controller, Right.SET, update.getObjPath());
        }
      }
      case ADD -> {
        for (Add.CreateObject create : request.getAdd().getCreateObjsList()) {
          demand(controller, Right.ADD, create.getObjPath());
        }
      }
      case DELETE -> {
        for (String path : request.getDelete().getObjPathsList()) {
          demand(controller, Right.DELETE, path);
        }
      }
      case OPERATE -> demand(controller, Right.OPERATE, request.getOperate().getCommand());
      default -> {
        if (controller == null || !controller.enabled()) {
          throw new RequestFailed(UspErrors.PERMISSION_DENIED, "the agent does not serve this controller");
        }
      }
    }
  }

  /** A controller may manage its own subscriptions whatever its role is. */
  private void demand(LocalAgent.Controller controller, Right right, String path) throws RequestFailed {
    if (controller == null || !controller.enabled()) {
      throw new RequestFailed(UspErrors.PERMISSION_DENIED, "the agent does not serve this controller");
    }
    boolean own = path.startsWith(LocalAgent.SUBSCRIPTIONS) && localAgent.allows(controller, Right.SUBSCRIBE, path);
    if (!own && !localAgent.allows(controller, right, path)) {
      throw new RequestFailed(
          UspErrors.PERMISSION_DENIED,
          "the controller's role does not allow that",
          List.of(RequestFailed.about(path, UspErrors.PERMISSION_DENIED, "not allowed")));
    }
  }
}
