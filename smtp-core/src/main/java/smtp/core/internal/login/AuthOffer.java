package smtp.core.internal.login;

import smtp.api.Capabilities;
import smtp.api.Extension;
import smtp.api.SmtpNotSupportedException;
import smtp.core.internal.options.Options;
import smtp.core.internal.options.SessionOption;

/** Whether a server offers AUTH, and what to do if it does not. */
public final class AuthOffer {

  private AuthOffer() {}

  /**
   * Requires that the server offers AUTH.
   *
   * @param secure whether the connection uses TLS
   */
  public static void require(Capabilities capabilities, boolean secure, Options options)
      throws SmtpNotSupportedException {
    if (!capabilities.has(Extension.AUTH)) {
      throw new SmtpNotSupportedException(
          options.get(SessionOption.DISABLED).contains(Extension.AUTH)
              ? "This client was built with disable(Extension.AUTH), so it cannot log in"
              : "The server" + missing(capabilities, secure),
          Extension.AUTH);
    }
  }

  private static String missing(Capabilities capabilities, boolean secure) {
    if (!secure && capabilities.has(Extension.STARTTLS)) {
      return " does not offer AUTH on this unencrypted connection, but it offers STARTTLS: start TLS"
          + " first, with TlsMode.STARTTLS or startTls()";
    }
    return (secure ? " does not offer AUTH" : " offers neither AUTH nor STARTTLS")
        + ": check the port (clients log in on 587 or 465), or leave out the credentials";
  }
}
