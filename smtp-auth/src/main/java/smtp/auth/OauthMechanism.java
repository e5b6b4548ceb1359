package smtp.auth;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

/**
 * OAUTHBEARER and XOAUTH2: sends an access token. A server that refuses it says why in a challenge,
 * which the client has to answer before the server sends its reply (RFC 7628, section 3.2.3).
 */
final class OauthMechanism implements SaslMechanism {

  /** Makes the part of the message before the token. */
  interface Preamble {
    String of(String username) throws SaslException;
  }

  private enum Step {
    BEGIN,
    TOKEN_SENT,
    REFUSED
  }

  private final Credentials.Token credentials;
  private final Preamble preamble;
  private final byte[] errorResponse;
  private Step step = Step.BEGIN;
  private Optional<String> failure = Optional.empty();
  private String token = "";

  OauthMechanism(Credentials.Token credentials, Preamble preamble, byte[] errorResponse) {
    this.credentials = credentials;
    this.preamble = preamble;
    this.errorResponse = errorResponse;
  }

  @Override
  public byte[] initialResponse() throws SaslException {
    String before = preamble.of(credentials.username());
    token = Secrets.ask("access token", credentials::token);
    step = Step.TOKEN_SENT;
    return (before + "auth=Bearer " + token + "\1\1").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] respond(byte[] challenge) throws SaslException {
    if (step != Step.TOKEN_SENT) {
      throw new SaslException(
          "The server sent another challenge after the access token was refused");
    }
    step = Step.REFUSED;
    failure = OauthError.describe(challenge).filter(text -> !text.contains(token));
    return errorResponse.clone();
  }

  @Override
  public boolean isComplete() {
    return step == Step.TOKEN_SENT;
  }

  @Override
  public Optional<String> failureDetail() {
    return failure;
  }

  @Override
  public void close() {
    token = "";
  }
}
