package smtp.core.internal.peer;

import smtp.api.EnhancedStatus;
import smtp.api.Reply;

/** The replies with which servers limit the messages of one connection, other than RFC 9422's. */
public final class SessionLimit {

  private SessionLimit() {}

  /**
   * Returns whether a reply to MAIL may mean that the server takes no more messages on this
   * connection. It is a temporary refusal, and if it has an enhanced code then one of the system,
   * the network or the protocol (RFC 3463): an address or a policy is the message's own affair.
   * Only a fresh connection shows what is meant.
   */
  public static boolean mayBeToldBy(Reply reply) {
    boolean temporary = reply.code() == 450 || reply.code() == 451 || reply.code() == 452;
    return temporary && reply.enhancedStatus().map(SessionLimit::isOfServer).orElse(true);
  }

  private static boolean isOfServer(EnhancedStatus status) {
    return status.subject() >= 3 && status.subject() <= 5;
  }
}
