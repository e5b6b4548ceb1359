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
import smtp.api.internal.PrintableText;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.Redaction;
import smtp.core.internal.connection.TextCommand;
import smtp.core.internal.wire.CommandEncoder;

/** One AUTH command and the challenges and responses that follow it (RFC 4954, section 4). */
final class SaslExchange {

  /** More rounds than any mechanism needs. If the server asks for more, the client gives up. */
  private static final int MAX_ROUNDS = 20;

  private static final byte[] CANCEL = {'*'};

  private final Connection connection;
  private final SessionSaslContext context;
  private final String name;
  private final SaslMechanism mechanism;
  private final boolean mayBegin;
  private final Redaction redaction;
  private final List<String> known;

  /**
   * Makes an exchange.
   *
   * @param mayBegin whether the initial response may be sent with AUTH; otherwise it is sent after
   *     a 334
   * @param known texts that are sent but not secret
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
    this.redaction = connection.redaction();
    this.known = known;
  }

  /**
   * Makes the exception for a mechanism that threw an unexpected one: without its message, which
   * may hold a secret, but with the place where it was thrown.
   */
  static SaslException defect(RuntimeException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return new SaslException(
        "the mechanism failed with "
            + failure.getClass().getName()
            + (trace.length == 0 ? "" : " at " + trace[0]));
  }

  /** Returns the detail that the server sent before it refused, in brackets, or an empty string. */
  String failureDetail() {
    return mechanism
        .failureDetail()
        .map(text -> " (" + PrintableText.shortened(redaction.scrub(text)) + ")")
        .orElse("");
  }

  /**
   * Runs the exchange.
   *
   * @return the reply that ended it: 235, or a refusal
   * @throws SaslException if the client cancelled the exchange
   */
  Reply run() throws SmtpException, SaslException {
    byte[] initial = initialResponse();
    redaction.begin(known);
    try {
      return converse(initial);
    } finally {
      redaction.end();
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
    boolean sent = initial != null && waiting == null;
    Reply reply = connection.reply();
    for (int round = 0; reply.code() == 334; round++) {
      if (round == MAX_ROUNDS) {
        throw cancelled(new SaslException("the server sent too many challenges"));
      }
      respond(waiting != null && round == 0 ? waiting : answer(reply, sent && round == 0));
      reply = connection.reply();
    }
    return checked(reply);
  }

  /** Sends AUTH, and returns the initial response if it has to be sent after a 334. */
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

  /**
   * Returns the mechanism's answer to a challenge.
   *
   * @param toInitial whether it came after the initial response
   */
  private byte[] answer(Reply reply, boolean toInitial) throws SmtpException, SaslException {
    boolean ignored = toInitial && (reply.text().isBlank() || isComplete());
    try {
      byte[] challenge = mechanism.readsChallenges() ? decoded(reply) : new byte[0];
      context.beginStep();
      return Objects.requireNonNull(mechanism.respond(challenge));
    } catch (SaslException e) {
      throw cancelled(ignored && !e.isUnsuitable() ? initialResponseIgnored(e) : e);
    } catch (RuntimeException e) {
      throw cancelled(defect(e));
    }
  }

  /** Some servers ask for what was already sent with AUTH. */
  private static SaslException initialResponseIgnored(SaslException failure) {
    return new SaslException(
        failure.getMessage()
            + "; if the server does not accept an initial response with AUTH, call"
            + " withoutInitialResponse()",
        failure);
  }

  private static byte[] decoded(Reply challenge) throws SaslException {
    try {
      return Base64.getDecoder().decode(challenge.text().strip().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new SaslException("the server's challenge is not base64");
    }
  }

  /** Cancels the exchange (RFC 4954, section 4), and reads the reply. */
  private SaslException cancelled(SaslException reason) throws SmtpException {
    connection.sendSecret("", CANCEL);
    Reply reply = connection.reply();
    if (!reply.isPermanent() && !reply.isTransient()) {
      throw connection.fail(
          new SmtpProtocolException(
              "The server did not accept that the client cancelled AUTH: "
                  + redaction.shown(reply)));
    }
    return reason;
  }

  private Reply checked(Reply reply) throws SmtpException {
    if (reply.code() == 235 && !isComplete()) {
      throw connection.fail(
          new SmtpProtocolException(
              "The server reported success before "
                  + name
                  + " was complete; it may be an impostor"));
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
