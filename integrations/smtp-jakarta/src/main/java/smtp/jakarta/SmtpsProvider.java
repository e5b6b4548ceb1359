package smtp.jakarta;

import jakarta.mail.Provider;

/** Offers {@link SmtpsTransport} to Jakarta Mail for the protocol {@code smtps}. */
public final class SmtpsProvider extends Provider {

  /** Called by Jakarta Mail. */
  public SmtpsProvider() {
    super(Type.TRANSPORT, "smtps", SmtpsTransport.class.getName(), "smtp-jakarta", null);
  }
}
