package smtp.core.internal.session;

import java.util.ArrayList;
import java.util.List;
import smtp.api.Content;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpException;
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
    ContentSender sender = new ContentSender(connection);
    sender.requireAskedFor(connection.reply(Phase.DATA));
    connection.content(replies);
    try {
      sender.send(content);
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
      throw e.reply().isPresent() ? e : Failure.outcomeUnknown(e);
    } catch (SmtpException e) {
      all.addAll(connection.lastWords());
      if (all.size() == replies) {
        return all;
      }
      throw Failure.outcomeUnknown(e);
    }
  }
}
