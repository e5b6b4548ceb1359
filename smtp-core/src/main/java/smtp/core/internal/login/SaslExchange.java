package smtp.core.internal.login;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.Redaction;
import smtp.core.internal.connection.TextCommand;
import smtp.core.internal.wire.CommandEncoder;

/** One AUTH command and the challenges and responses that follow it (RFC 4954, section 4). */
final class SaslExchange {

  /** More rounds than any mechanism takes: a server that asks for more is given up. */
  private static final int MAX_ROUNDS = 20;

  private static final byte[] CANCEL = {'*'};

  private final Connection connection;
  private final SessionSaslContext context;
  private final String name;
  private final SaslMechanism mechanism;
  private final boolean mayBegin;
  private final Redaction redaction;

  /**
   * Makes an exchange, to be {@linkplain #forget() forgotten} in the end.
   *
   * @param mayBegin whether the initial response may be sent with the command; otherwise it waits
   *     for a 334
   * @param known what is sent and not secret
   */
  SaslExchange(
      Connection connection,
      SessionSaslContext context,
      String name,
      SaslMechanism mechanism,
      boolean mayBegin,
      List<String> known) {
    this.connection = connection;
    this.context = context;
    this.name = name;
    this.mechanism = mechanism;
    this.mayBegin = mayBegin;
    this.redaction = new Redaction(known);
  }

  /**
   * Turns an exception that a mechanism should not throw into one that gives up: without its
   * message, which may hold a secret, and with the place where it was thrown.
   */
  static SaslException defect(RuntimeException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return new SaslException(
        "the mechanism itself failed with "
            + failure.getClass().getName()
            + (trace.length == 0 ? "" : " at " + trace[0]));
  }

  /** Returns what the server said about its refusal before it refused, in brackets, or nothing. */
  String failureDetail() {
    return mechanism.failureDetail().map(text -> " (" + redaction.scrub(text) + ")").orElse("");
  }

  /** Wipes what it knows of the secrets. */
  void forget() {
    redaction.forget();
  }

  /**
   * Runs the exchange.
   *
   * @return the reply that ended it: 235, or a refusal
   * @throws SaslException if the client gave up and the server was told so
   */
  Reply run() throws SmtpException, SaslException {
    byte[] initial = initialResponse();
    connection.redact(redaction);
    try {
      return converse(initial);
    } finally {
      connection.redact(null);
    }
  }

  private byte @Nullable [] initialResponse() throws SaslException {
    try {
      return mechanism.initialResponse();
    } catch (RuntimeException e) {
      throw defect(e);
    }
  }

  private Reply converse(byte @Nullable [] initial) throws SmtpException, SaslException {
    byte[] waiting = begin(initial);
    Reply reply = connection.reply();
    for (int round = 0; reply.code() == 334; round++) {
      if (round == MAX_ROUNDS) {
        throw cancelled(new SaslException("the server never came to an end"));
      }
      if (waiting != null && round == 0) {
        respond(waiting);
      } else {
        respond(challenge(reply));
      }
      reply = connection.reply();
    }
    return checked(reply);
  }

  /** Sends AUTH, and returns the initial response if it has to wait for a 334. */
  private byte @Nullable [] begin(byte @Nullable [] initial) throws SmtpException {
    String command = "AUTH " + name;
    if (initial == null || !mayBegin || !fits(command, initial)) {
      connection.send(TextCommand.of(Phase.AUTH, command));
      return initial;
    }
    send(command + " ", initial, "=");
    return null;
  }

  private static boolean fits(String command, byte[] initial) {
    int encoded = Math.max(1, (initial.length + 2) / 3 * 4);
    return command.length() + " ".length() + encoded + "\r\n".length() <= CommandEncoder.MAX_LINE;
  }

  private void respond(byte[] response) throws SmtpException {
    send("", response, "");
  }

  private void send(String shown, byte[] response, String whenEmpty) throws SmtpException {
    redaction.add(response);
    byte[] encoded =
        response.length == 0
            ? whenEmpty.getBytes(StandardCharsets.US_ASCII)
            : Base64.getEncoder().encode(response);
    try {
      connection.sendSecret(shown, encoded);
    } finally {
      Arrays.fill(response, (byte) 0);
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private byte[] challenge(Reply reply) throws SmtpException, SaslException {
    byte[] challenge;
    try {
      challenge = Base64.getDecoder().decode(reply.text().strip().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw cancelled(new SaslException("the server's challenge is not base64"));
    }
    try {
      context.beginStep();
      return Objects.requireNonNull(mechanism.respond(challenge));
    } catch (SaslException e) {
      throw cancelled(e);
    } catch (RuntimeException e) {
      throw cancelled(defect(e));
    }
  }

  /** Cancels the exchange (RFC 4954, section 4), and reads the reply. */
  private SaslException cancelled(SaslException reason) throws SmtpException {
    connection.sendSecret("", CANCEL);
    Reply reply = connection.reply();
    if (!reply.isPermanent() && !reply.isTransient()) {
      throw connection.fail(
          new SmtpProtocolException(
              "The server does not let the client give up: " + redaction.shown(reply)));
    }
    return reason;
  }

  private Reply checked(Reply reply) throws SmtpException {
    if (reply.code() == 235 && !isComplete()) {
      throw connection.fail(
          new SmtpProtocolException(
              "The server reports success before " + name + " is done: it may not be who it says"));
    }
    if (reply.code() != 235 && (reply.isPositive() || reply.isIntermediate())) {
      throw connection.fail(
          new SmtpProtocolException(
              "The server answered AUTH with neither 235 nor a refusal: " + reply));
    }
    return reply;
  }

  private boolean isComplete() {
    try {
      return mechanism.isComplete();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
