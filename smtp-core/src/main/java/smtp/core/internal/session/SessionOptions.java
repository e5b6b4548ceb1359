package smtp.core.internal.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;
import smtp.api.Extension;
import smtp.api.SessionListener;
import smtp.api.SmtpTlsException;
import smtp.api.Timeouts;
import smtp.api.TlsMode;
import smtp.api.spi.SaslMechanismProvider;
import smtp.core.internal.net.TlsLayer;

/**
 * What a client was built with, as its sessions need it. Immutable.
 *
 * @param dialect SMTP or LMTP
 * @param serverName the server's name, as the caller gave it: for SASL and messages
 * @param helloName the name to say hello with, or {@code null} for the address literal of the
 *     socket
 * @param tlsMode when to use TLS
 * @param tls makes the TLS layer when it is needed
 * @param credentials what to authenticate with, or {@code null}
 * @param mechanisms the SASL mechanisms there are
 * @param mechanismOptions what the mechanisms are told, by names that their modules document
 * @param initialResponse whether a SASL exchange may begin with the client's response
 * @param clearCredentials whether credentials may travel in clear
 * @param timeouts the limit of each step
 * @param deadline how long a connect or a send may take, or {@code null}
 * @param listener makes what is told of a session
 * @param disabled extensions not to be used
 * @param sending how mails are sent
 */
public record SessionOptions(
    Dialect dialect,
    String serverName,
    @Nullable String helloName,
    TlsMode tlsMode,
    TlsSource tls,
    @Nullable Credentials credentials,
    List<SaslMechanismProvider> mechanisms,
    Map<String, String> mechanismOptions,
    boolean initialResponse,
    boolean clearCredentials,
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

  /** Tells whether a session is of use only with extensions that HELO would not bring. */
  boolean needsExtensions() {
    return credentials != null || tlsMode == TlsMode.STARTTLS;
  }
}
