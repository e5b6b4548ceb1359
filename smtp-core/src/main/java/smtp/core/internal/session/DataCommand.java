package smtp.core.internal.session;

import java.util.ArrayList;
import java.util.List;
import smtp.api.Content;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.core.internal.wire.CommandEncoder;

/** DATA by itself, for a caller who runs a transaction command by command. */
final class DataCommand {

  private final Connection connection;

  DataCommand(Connection connection) {
    this.connection = connection;
  }

  /**
   * Sends the content.
   *
   * @param replies how many replies are due to the end of the data
   * @return those replies
   */
  List<Reply> send(Content content, int replies) throws SmtpException {
    connection.command(Phase.DATA, "DATA", CommandEncoder.MAX_LINE, false);
    Reply go = connection.reply(Phase.DATA);
    if (go.isPositive() || (go.isIntermediate() && go.code() != 354)) {
      throw connection.fail(
          new SmtpProtocolException(
              "The server answered DATA with neither 354 nor a refusal: " + go));
    }
    if (go.code() != 354) {
      throw new SmtpDataException("The server refused DATA: " + go, go);
    }
    try {
      new ContentSender(connection).send(content, replies);
    } catch (SmtpException e) {
      throw ContentSender.refusalOr(e, connection.lastWords());
    }
    return end(replies);
  }

  private List<Reply> end(int replies) throws SmtpException {
    List<Reply> all = new ArrayList<>(replies);
    try {
      for (int i = 0; i < replies; i++) {
        all.add(connection.conclusion(Phase.END_OF_DATA));
      }
      return all;
    } catch (SmtpServerDisconnectedException e) {
      throw e.reply().isPresent() ? e : unknown(e);
    } catch (SmtpException e) {
      all.addAll(connection.lastWords());
      if (all.size() == replies) {
        return all;
      }
      throw unknown(e);
    }
  }

  private static SmtpException unknown(SmtpException cause) {
    return new SmtpOutcomeUnknownException(
        "The mail was sent to its end, and it is not known whether the server took it: "
            + cause.getMessage(),
        cause);
  }
}
