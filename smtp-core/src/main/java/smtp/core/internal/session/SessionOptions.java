package smtp.core.internal.session;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import smtp.api.Extension;
import smtp.api.SessionListener;
import smtp.api.SmtpTlsException;
import smtp.api.Timeouts;
import smtp.api.TlsMode;
import smtp.core.internal.net.TlsLayer;

/**
 * What a client was built with, as its sessions need it. Immutable.
 *
 * @param dialect SMTP or LMTP
 * @param serverName the server's name, as the caller gave it: for SASL and messages
 * @param ehloName the name to say hello with, or {@code null} for the address literal of the socket
 * @param tlsMode when to use TLS
 * @param tls makes the TLS layer when it is needed
 * @param login how to prove the client's identity
 * @param timeouts the limit of each step
 * @param deadline how long a connect or a send may take, or {@code null}
 * @param listener makes what is told of a session
 * @param disabled extensions not to be used
 * @param sending how mails are sent
 */
public record SessionOptions(
    Dialect dialect,
    String serverName,
    @Nullable String ehloName,
    TlsMode tlsMode,
    TlsSource tls,
    LoginOptions login,
    Timeouts timeouts,
    @Nullable Duration deadline,
    Supplier<SessionListener> listener,
    Set<Extension> disabled,
    SendOptions sending) {

  /** Makes the TLS layer; not before it is needed, as there may be no provider. */
  @FunctionalInterface
  public interface TlsSource {
    /** Returns the layer. */
    TlsLayer layer() throws SmtpTlsException;
  }

  /** Returns the same, but for a login that is not bound to TLS. */
  SessionOptions unbound() {
    return new SessionOptions(
        dialect,
        serverName,
        ehloName,
        tlsMode,
        tls,
        login.unbound(),
        timeouts,
        deadline,
        listener,
        disabled,
        sending);
  }

  /** Tells whether a session is of use only with extensions that HELO would not bring. */
  boolean needsExtensions() {
    return login.credentials() != null || tlsMode == TlsMode.STARTTLS;
  }
}
