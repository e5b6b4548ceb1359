package smtp.jakarta;

import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.jspecify.annotations.Nullable;
import smtp.jakarta.internal.Protocol;

/**
 * Delivers over LMTP (RFC 2033), for {@code session.getTransport("lmtp")}. The server answers for
 * each recipient after the content, so recipients that it refuses then are told as with {@code
 * sendpartial}. Properties begin with {@code mail.lmtp.}.
 */
public class LmtpTransport extends SmtpTransport {

  /** Called by {@link Session#getTransport()}. */
  public LmtpTransport(Session session, @Nullable URLName url) {
    super(session, url, Protocol.LMTP);
  }
}
