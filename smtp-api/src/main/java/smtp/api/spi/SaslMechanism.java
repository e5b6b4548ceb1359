package smtp.api.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client side of one SASL exchange (RFC 4422): octets in, octets out, and no connection. The
 * session does the base64. Used by one thread.
 */
public interface SaslMechanism extends AutoCloseable {

  /**
   * Returns the initial response, or {@code null} if the server speaks first. The session wipes the
   * array.
   *
   * @throws SaslException if there is none to be made
   */
  byte @Nullable [] initialResponse() throws SaslException;

  /**
   * Answers a challenge, which may be empty. The session wipes the array that is returned.
   *
   * @throws SaslException to give up: the exchange is cancelled
   */
  byte[] respond(byte[] challenge) throws SaslException;

  /**
   * Tells whether the mechanism has all that it needs to believe in a success. Asked when the
   * server reports one; a mechanism that has the server prove itself says no until it has.
   */
  boolean isComplete();

  /**
   * Returns what the server told about its refusal in a challenge, before the reply that refuses:
   * the error of OAuth mechanisms (RFC 7628, section 3.2.2). Asked when the server has refused.
   *
   * @return one line of printable text without a secret, or empty if nothing was told
   */
  default Optional<String> failureDetail() {
    return Optional.empty();
  }

  /** Wipes what is secret. */
  @Override
  default void close() {}
}
