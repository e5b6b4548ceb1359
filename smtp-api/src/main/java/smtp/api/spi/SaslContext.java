package smtp.api.spi;

import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;

/** What a SASL mechanism may know of the session it is used on. */
public interface SaslContext {

  /** Returns the registered service name: {@code smtp} or {@code lmtp}. */
  String service();

  /** Returns the name of the server, as the caller gave it. */
  String host();

  /** Returns the TLS session, or empty if the connection is not under TLS. */
  Optional<SSLSession> tls();

  /**
   * Returns channel binding data (RFC 5056).
   *
   * @param type the registered type, such as {@code tls-exporter}
   * @return the data, or empty if the connection or the runtime cannot give it
   */
  Optional<byte[]> channelBinding(String type);

  /**
   * Returns the names of the mechanisms that the server offers on this connection, in upper case;
   * none if that is not known.
   */
  default Set<String> offered() {
    return Set.of();
  }

  /**
   * Returns what the caller set for mechanisms of some kind.
   *
   * @param name a name that the mechanism's module documents, such as {@code scram.max-iterations}
   * @return the value, or empty to do as if there were no such option
   */
  default Optional<String> option(String name) {
    return Optional.empty();
  }

  /**
   * Tells whether there is no use in going on: the thread was interrupted, or the step took too
   * long. A mechanism that computes for long asks every now and then, and gives up with a {@link
   * SaslException}.
   */
  default boolean isCancelled() {
    return Thread.currentThread().isInterrupted();
  }
}
