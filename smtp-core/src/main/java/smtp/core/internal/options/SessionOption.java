package smtp.core.internal.options;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import smtp.api.Extension;
import smtp.api.SmtpTlsException;
import smtp.api.Timeouts;
import smtp.api.TlsMode;
import smtp.core.internal.event.EventSource;
import smtp.core.internal.net.Clock;
import smtp.core.internal.net.TlsLayer;

/** The options of a session as a whole. */
public final class SessionOption {

  public static final Option<Dialect> DIALECT = Option.of(Dialect.SMTP);

  /** The server's name as the caller gave it, for SASL and messages. */
  public static final Option<String> SERVER_NAME = Option.of("localhost");

  /** The name to send with EHLO; empty for the address literal of the local address. */
  public static final Option<Optional<String>> EHLO_NAME = Option.of(Optional.empty());

  public static final Option<TlsMode> TLS_MODE = Option.of(TlsMode.STARTTLS);

  /** Makes the TLS layer. */
  public static final Option<TlsSource> TLS =
      Option.of(() -> {
        throw new SmtpTlsException("This client was built without TLS", null);
      });

  /** The time limit of each step. */
  public static final Option<Timeouts> TIMEOUTS = Option.of(Timeouts.rfc5321());

  /** How long a connect or a send may take as a whole; empty for no limit. */
  public static final Option<Optional<Duration>> DEADLINE = Option.of(Optional.empty());

  /** The clock of the time limits. No client sets it: it is for tests in virtual time. */
  public static final Option<Clock> CLOCK = Option.of(Clock.SYSTEM);

  /** Makes the event sink of each session. */
  public static final Option<EventSource> EVENTS = Option.of(EventSource.DEFAULT);

  /** Extensions that are not used even if the server offers them. */
  public static final Option<Set<Extension>> DISABLED = Option.of(Set.of());

  private SessionOption() {}

  /** Makes the TLS layer when it is needed, as there may be no provider. */
  @FunctionalInterface
  public interface TlsSource {
    /** Returns the layer. */
    TlsLayer layer() throws SmtpTlsException;
  }
}
