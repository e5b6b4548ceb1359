package smtp.core.internal.send;

import java.time.Duration;
import java.util.List;
import smtp.api.Mail;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.Item;
import smtp.core.internal.connection.ReplyReceiver;
import smtp.core.internal.connection.TextCommand;
import smtp.core.internal.peer.Peer;
import smtp.core.internal.peer.SessionStep.Call;

/** Sends one message at a time, and waits for its outcome. */
public final class MessageSender {

  /** How long closing a session may take. */
  public static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Peer peer;
  private final Connection connection;
  private final Flight flight;
  private final MessageFlow flow;

  public MessageSender(Peer peer, Flight flight) {
    this.peer = peer;
    this.connection = peer.connection();
    this.flight = flight;
    this.flow = new MessageFlow(peer, flight, () -> {});
  }

  /** Sends a message. */
  public SendResult send(Mail mail) throws SmtpException {
    Dispatch dispatch = begin(mail);
    try {
      flow.send(dispatch);
      flight.readAll();
    } catch (SmtpException e) {
      flow.lose(e, List.of(dispatch));
    } finally {
      connection.timing().end();
    }
    return end(dispatch);
  }

  /**
   * Sends the last message of a session, with QUIT in the same flight if possible. The deadline of
   * the message also covers closing the session, so it is still running when this returns.
   */
  public SendResult sendLast(Mail mail) throws SmtpException {
    Dispatch dispatch = begin(mail);
    try {
      flow.send(dispatch);
      // If no reply is due, nothing may follow the message, and closing the session sends QUIT.
      if (flight.size() > 0) {
        quit(dispatch);
      }
    } catch (SmtpException e) {
      flow.lose(e, List.of(dispatch));
    }
    return end(dispatch);
  }

  private Dispatch begin(Mail mail) {
    peer.state().require(Call.SEND, "send");
    connection.timing().begin();
    return new Dispatch(mail, connection.timing());
  }

  private SendResult end(Dispatch dispatch) throws SmtpException {
    SendResult result = dispatch.result();
    SmtpException failure = dispatch.failure(result);
    flow.ended(failure);
    if (failure != null) {
      throw failure;
    }
    return result;
  }

  private void quit(Dispatch dispatch) throws SmtpException {
    ReplyReceiver ignored = (item, index, reply) -> {};
    flight.add(TextCommand.QUIT, Item.QUIT, ignored);
    flight.readBefore(ignored);
    // Fixes the elapsed time of the message, so that it does not include QUIT.
    dispatch.result();
    connection.timing().begin(CLOSE_LIMIT);
    try {
      flight.readAll();
      connection.closeAfterQuit();
    } catch (SmtpException e) {
      // The outcome of the message is known, and the session is closed anyway.
      if (!connection.isInStep()) {
        throw e;
      }
    }
  }
}
