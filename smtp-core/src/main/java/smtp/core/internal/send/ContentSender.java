package smtp.core.internal.send;

import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Reply;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.wire.DataEncoder;

/** Sends contents after a 354, each with the dot that ends it. */
final class ContentSender {

  private final Connection connection;

  /** One for all contents of a session. */
  private final DataEncoder<SmtpException> encoder;

  ContentSender(Connection connection) {
    this.connection = connection;
    this.encoder = new DataEncoder<>(DataEncoder.Form.DATA, connection);
  }

  /**
   * Requires that a reply to DATA asks for the content.
   *
   * @throws SmtpDataException if the server refused
   * @throws SmtpProtocolException if it did neither; the connection was closed
   */
  void requireAskedFor(@Nullable Reply reply) throws SmtpException {
    if (reply != null && (reply.isTransient() || reply.isPermanent())) {
      throw new SmtpDataException("The server refused DATA: " + reply, reply);
    }
    if (reply == null || reply.code() != 354) {
      throw connection.fail(
          new SmtpProtocolException(
              "The server answered DATA with neither 354 nor a refusal: " + reply));
    }
  }

  /**
   * Sends a content. When this returns its end is still in the buffer, and the connection is fit to
   * send it.
   *
   * @throws SmtpException if the connection failed, or the content did: then the connection was
   *     closed in the middle of it, so that the server discards what it got
   */
  void send(Content content) throws SmtpException {
    try {
      new ContentStream(encoder, connection.events(), content).take();
    } catch (SmtpException e) {
      throw connection.fail(e);
    }
    connection.ensureUnanswered();
    connection.ensureUsable();
  }

  /**
   * Returns why the server broke off in the middle of the content, if it said so, otherwise the
   * failure. 421 is a failure of its own.
   */
  static SmtpException refusalOr(SmtpException failure, List<Reply> salvaged) {
    return salvaged.stream()
        .filter(reply -> reply.isTransient() || reply.isPermanent())
        .filter(reply -> reply.code() != 421)
        .findFirst()
        .<SmtpException>map(
            reply -> new SmtpDataException("The server refused the content: " + reply, reply))
        .orElse(failure);
  }
}
