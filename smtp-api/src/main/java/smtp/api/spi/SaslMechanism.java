package smtp.api.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client side of one SASL exchange (RFC 4422): turns the server's challenges into responses.
 *
 * <p>It works on bytes, and has no connection: the session sends, receives, and does the base64.
 * Used by one thread, for one exchange.
 */
public interface SaslMechanism extends AutoCloseable {

  /**
   * Returns the initial response. Called once, before {@link #respond}.
   *
   * @return the response, which may be empty and which the session wipes after use; {@code null} if
   *     the server sends the first challenge
   * @throws SaslException to give up, such as when the secret could not be obtained; nothing was
   *     sent
   */
  byte @Nullable [] initialResponse() throws SaslException;

  /**
   * Answers a challenge.
   *
   * @param challenge what the server sent, decoded; may be empty
   * @return the response, which may be empty and which the session wipes after use
   * @throws SaslException to give up; the session cancels the exchange
   */
  byte[] respond(byte[] challenge) throws SaslException;

  /**
   * Returns whether what the server sends in a challenge matters to this mechanism. If it does not,
   * {@link #respond} receives an empty challenge each time, and the server may send any text: some
   * servers send the prompts of LOGIN without base64.
   */
  default boolean readsChallenges() {
    return true;
  }

  /**
   * Returns whether the exchange is complete. Called when the server reports success. A mechanism
   * that verifies the server, as SCRAM does, returns {@code false} until it has; the session then
   * refuses the success.
   */
  boolean isComplete();

  /**
   * Returns the reason that the server gave in a challenge before it refused, such as the error of
   * an OAuth mechanism (RFC 7628, section 3.2.2). Called when the server has refused.
   *
   * @return one line of printable text without a secret, or empty if the server gave no reason
   */
  default Optional<String> failureDetail() {
    return Optional.empty();
  }

  /** Wipes the secrets. The session calls it at the end of the exchange. */
  @Override
  default void close() {}
}
