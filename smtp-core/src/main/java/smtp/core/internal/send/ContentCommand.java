package smtp.core.internal.send;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.Failure;
import smtp.core.internal.connection.Item;
import smtp.core.internal.connection.ReplyReceiver;
import smtp.core.internal.connection.TextCommand;

/** Sends DATA and the content for a caller that sends a transaction command by command. */
public final class ContentCommand implements ReplyReceiver {

  private final Connection connection;
  private final Flight flight;
  private final ContentSender sender;
  private final List<Reply> finalReplies = new ArrayList<>(1);
  private @Nullable Reply dataReply;

  public ContentCommand(Connection connection, Flight flight) {
    this.connection = connection;
    this.flight = flight;
    this.sender = new ContentSender(connection);
  }

  /**
   * Sends DATA and the content.
   *
   * @param replies how many replies are due after the end of the content
   * @return these replies
   */
  public List<Reply> send(Content content, int replies) throws SmtpException {
    flight.forgetWords();
    flight.add(TextCommand.DATA, Item.DATA, this);
    flight.readAll();
    sender.requireAskedFor(dataReply);
    flight.expectForContent(replies, Item.END, this);
    try {
      sender.send(content);
    } catch (SmtpException e) {
      throw ContentSender.refusalOr(e, connection.salvaged());
    }
    readFinal(replies);
    return finalReplies;
  }

  private void readFinal(int replies) throws SmtpException {
    try {
      flight.readAll();
    } catch (SmtpServerDisconnectedException e) {
      throw e.reply().isPresent() ? e : Failure.outcomeUnknown(e);
    } catch (SmtpException e) {
      flight.receiveSalvaged();
      if (finalReplies.size() < replies) {
        throw Failure.outcomeUnknown(e);
      }
    }
  }

  @Override
  public void receive(Item item, int index, Reply reply) throws SmtpException {
    if (item == Item.DATA) {
      dataReply = reply;
      return;
    }
    if (reply.isIntermediate()) {
      throw connection.fail(Failure.asksForMore(reply));
    }
    finalReplies.add(reply);
  }
}
