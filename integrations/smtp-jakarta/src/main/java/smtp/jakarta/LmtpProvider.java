package smtp.jakarta;

import jakarta.mail.Provider;

/** Offers {@link LmtpTransport} to Jakarta Mail for the protocol {@code lmtp}. */
public final class LmtpProvider extends Provider {

  /** Called by Jakarta Mail. */
  public LmtpProvider() {
    super(Type.TRANSPORT, "lmtp", LmtpTransport.class.getName(), "smtp-jakarta", null);
  }
}
