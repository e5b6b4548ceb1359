package smtp.api.spi;

import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;

/**
 * What a SASL mechanism can learn about the session that it authenticates.
 *
 * <p>Valid during one exchange, and used by one thread.
 */
public interface SaslContext {

  /** Returns the registered service name: {@code smtp} or {@code lmtp}. */
  String service();

  /** Returns the name of the server, as the caller gave it to the client. */
  String host();

  /** Returns the TLS session, or empty if the connection is unencrypted. */
  Optional<SSLSession> tls();

  /**
   * Returns channel binding data of the connection (RFC 5056).
   *
   * @param type the registered type, such as {@code tls-exporter} (RFC 9266)
   * @return the data, or empty if the connection is unencrypted or the data could not be obtained
   */
  Optional<byte[]> channelBinding(String type);

  /**
   * Returns the names of the mechanisms that the server offers on this connection, in upper case.
   *
   * @return the names; none if they are not known
   */
  default Set<String> offered() {
    return Set.of();
  }

  /**
   * Returns an option that the caller set through the client's builder.
   *
   * @param name a name that the mechanism's module documents, such as {@code scram.max-iterations}
   * @return the value, or empty if the caller set none
   */
  default Optional<String> option(String name) {
    return Optional.empty();
  }

  /**
   * Returns whether the session no longer waits for the mechanism: the thread was interrupted, or
   * the time limit of {@link smtp.api.Phase#AUTH} is over. A mechanism that computes for a long
   * time calls this method now and then, and gives up with a {@link SaslException}.
   */
  default boolean isCancelled() {
    return Thread.currentThread().isInterrupted();
  }
}
