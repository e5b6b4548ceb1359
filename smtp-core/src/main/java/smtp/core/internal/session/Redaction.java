package smtp.core.internal.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.StringTokenizer;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;

/**
 * Keeps secrets out of what is shown while they are exchanged: by state, not by pattern. What the
 * client sends is never shown; what the server says is, unless it is a challenge or repeats what it
 * was sent.
 */
final class Redaction {

  static final String MARK = "***";

  private static final int SHORTEST = 4;

  /** A server may cut what it repeats, so a beginning of this length gives a secret away. */
  private static final int BEGINNING = 8;

  private static final String SEPARATORS = "\0\1\n\r\t";

  private final List<String> secrets = new ArrayList<>();

  /** Notes what goes out, as it is encoded and each of its fields in clear. */
  void add(byte[] response) {
    addSecret(Base64.getEncoder().withoutPadding().encodeToString(response));
    String clear = new String(response, StandardCharsets.UTF_8);
    StringTokenizer fields = new StringTokenizer(clear, SEPARATORS);
    while (fields.hasMoreTokens()) {
      addSecret(fields.nextToken());
    }
  }

  private void addSecret(String secret) {
    if (secret.length() >= SHORTEST) {
      secrets.add(secret.substring(0, Math.min(secret.length(), BEGINNING)));
    }
  }

  /** Returns a reply without the words that repeat a secret; a challenge as it is. */
  Reply scrub(Reply reply) {
    return isChallenge(reply)
        ? reply
        : Reply.of(reply.code(), reply.lines().stream().map(this::scrub).toList());
  }

  /**
   * Returns a failure whose message may quote the server, without the words that repeat a secret.
   */
  SmtpException scrub(SmtpException failure) {
    return failure instanceof SmtpProtocolException
        ? new SmtpProtocolException(scrub(String.valueOf(failure.getMessage())))
        : failure;
  }

  private static boolean isChallenge(Reply reply) {
    return reply.code() == 334;
  }

  private String scrub(String line) {
    String scrubbed = line;
    for (String secret : secrets) {
      int from = scrubbed.indexOf(secret);
      while (from >= 0) {
        int blank = scrubbed.indexOf(' ', from + secret.length());
        String rest = blank < 0 ? "" : scrubbed.substring(blank);
        scrubbed = scrubbed.substring(0, from) + MARK + rest;
        from = scrubbed.indexOf(secret, from + MARK.length());
      }
    }
    return scrubbed;
  }

  /** Returns what a listener sees of a reply that was scrubbed. */
  Reply shown(Reply reply) {
    return isChallenge(reply) ? Reply.of(reply.code(), MARK) : reply;
  }
}
