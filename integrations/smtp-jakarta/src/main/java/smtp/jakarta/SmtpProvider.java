package smtp.jakarta;

import jakarta.mail.Provider;

/** Offers {@link SmtpTransport} to Jakarta Mail for the protocol {@code smtp}. */
public final class SmtpProvider extends Provider {

  /** Called by Jakarta Mail. */
  public SmtpProvider() {
    super(Type.TRANSPORT, "smtp", SmtpTransport.class.getName(), "smtp-jakarta", null);
  }
}
