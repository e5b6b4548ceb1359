package smtp.jakarta;

import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.jspecify.annotations.Nullable;
import smtp.jakarta.internal.Protocol;

/** Sends over SMTP with TLS from the first byte, as {@link SmtpTransport} does. */
public class SmtpsTransport extends SmtpTransport {

  /** Called by {@link Session#getTransport()}. */
  public SmtpsTransport(Session session, @Nullable URLName url) {
    super(session, url, Protocol.SMTPS);
  }
}
