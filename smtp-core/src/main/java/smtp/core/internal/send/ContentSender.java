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

/** Sends content after a 354, with the final dot. */
final class ContentSender {

  private final Connection connection;

  /** One encoder for all messages of a session. */
  private final DataEncoder<SmtpException> encoder;

  ContentSender(Connection connection) {
    this.connection = connection;
    this.encoder = new DataEncoder<>(DataEncoder.Form.DATA, connection);
  }

  /**
   * Requires that a reply to DATA asks for the content.
   *
   * @throws SmtpDataException if the server refused
   * @throws SmtpProtocolException if the reply is neither 354 nor a refusal; the connection is
   *     closed
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
   * Sends the content. When this returns, its end is still in the buffer, and the connection is
   * ready to send it.
   *
   * @throws SmtpException if the connection failed or the content could not be read. The connection
   *     is closed before the end of the content, so that the server discards what it received
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
   * Returns the server's reason for closing the connection during the content, if it sent one,
   * otherwise the failure. 421 has its own exception.
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
