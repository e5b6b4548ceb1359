package smtp.auth;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

/**
 * The client side of SCRAM (RFC 5802). It is complete when the server has proved that it knows the
 * password too.
 */
final class ScramExchange implements SaslMechanism {

  private enum Step {
    BEGIN,
    CLIENT_FIRST_SENT,
    CLIENT_FINAL_SENT,
    SERVER_VERIFIED,
    FAILED
  }

  private static final Set<String> NO_BINDING =
      Set.of("channel-binding-not-supported", "unsupported-channel-binding-type");

  private final ScramMechanism mechanism;
  private final String hmac;
  private final Credentials.Password credentials;
  private final SaslContext context;
  private final Gs2Header header;
  private final IterationBounds bounds;
  private final String clientNonce;

  private Step step = Step.BEGIN;
  private byte[] password = {};
  private String clientFirstBare = "";
  private byte[] serverSignature = {};

  ScramExchange(
      ScramMechanism mechanism,
      String hmac,
      Credentials.Password credentials,
      SaslContext context,
      Gs2Header header,
      String clientNonce)
      throws SaslException {
    this.mechanism = mechanism;
    this.hmac = hmac;
    this.credentials = credentials;
    this.context = context;
    this.header = header;
    this.bounds = IterationBounds.of(context);
    this.clientNonce = clientNonce;
  }

  @Override
  public byte[] initialResponse() throws SaslException {
    password = Secrets.preparedPassword(credentials);
    if (password.length == 0) {
      throw new SaslException("SCRAM needs a password that is not empty");
    }
    clientFirstBare = "n=" + Secrets.saslName(credentials.username()) + ",r=" + clientNonce;
    step = Step.CLIENT_FIRST_SENT;
    return (header + clientFirstBare).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] respond(byte[] challenge) throws SaslException {
    Step now = step;
    step = Step.FAILED;
    return switch (now) {
      case CLIENT_FIRST_SENT -> clientFinal(text(challenge));
      case CLIENT_FINAL_SENT -> verified(text(challenge));
      default -> throw new SaslException("The server sent a challenge that SCRAM does not expect");
    };
  }

  private static String text(byte[] challenge) throws SaslException {
    for (byte b : challenge) {
      if (b < 0x20 || b == 0x7f) {
        throw new SaslException("The server's message is not printable ASCII");
      }
    }
    return new String(challenge, StandardCharsets.US_ASCII);
  }

  private byte[] clientFinal(String serverFirst) throws SaslException {
    if (serverFirst.startsWith("e=")) {
      throw refusal(serverFirst.substring(2).split(",", -1)[0]);
    }
    ServerFirst first = ServerFirst.parse(serverFirst, clientNonce);
    bounds.check(first.iterations());
    String withoutProof = "c=" + header.bindingInput() + ",r=" + first.nonce();
    // The server's message as it was received: extensions that we ignore are signed too.
    String authMessage = clientFirstBare + "," + serverFirst + "," + withoutProof;
    String proof = Base64.getEncoder().encodeToString(proof(first, authMessage));
    step = Step.CLIENT_FINAL_SENT;
    return (withoutProof + ",p=" + proof).getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] proof(ServerFirst first, String authMessage) throws SaslException {
    byte[] salted =
        SaltedPassword.compute(hmac, password, first.salt(), first.iterations(), context);
    byte[] clientKey = ScramFunctions.clientKey(mechanism, salted);
    byte[] serverKey = ScramFunctions.serverKey(mechanism, salted);
    try {
      byte[] storedKey = ScramFunctions.storedKey(mechanism, clientKey);
      serverSignature = ScramFunctions.serverSignature(mechanism, serverKey, authMessage);
      return ScramFunctions.clientProof(
          clientKey, ScramFunctions.clientSignature(mechanism, storedKey, authMessage));
    } finally {
      Arrays.fill(salted, (byte) 0);
      Arrays.fill(clientKey, (byte) 0);
      Arrays.fill(serverKey, (byte) 0);
    }
  }

  /** {@code server-final-message = (server-error / verifier) ["," extensions]}. */
  private byte[] verified(String serverFinal) throws SaslException {
    String attribute = serverFinal.split(",", -1)[0];
    if (attribute.startsWith("e=")) {
      throw refusal(attribute.substring(2));
    }
    if (!attribute.startsWith("v=") || !isSignature(attribute.substring(2))) {
      throw new SaslException(
          "The server did not prove that it knows the password; it may not be the server that it claims"
              + " to be");
    }
    step = Step.SERVER_VERIFIED;
    return new byte[0];
  }

  /** An error that says nothing about the password lets the session try another mechanism. */
  private static SaslException refusal(String error) {
    String message = "The server refused with the SCRAM error: " + shortened(error);
    return NO_BINDING.contains(error)
        ? SaslException.unsuitable(message)
        : new SaslException(message);
  }

  private static String shortened(String error) {
    return error.substring(0, Math.min(error.length(), 100));
  }

  private boolean isSignature(String base64) {
    try {
      return MessageDigest.isEqual(serverSignature, Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public boolean isComplete() {
    return step == Step.SERVER_VERIFIED;
  }

  @Override
  public void close() {
    Arrays.fill(password, (byte) 0);
  }
}
