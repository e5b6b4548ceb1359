package smtp.core.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpProtocolException;
import smtp.core.internal.wire.Quoting;

/**
 * Hides the secrets of one connection from listeners and messages, by the state of the connection,
 * not by patterns. What the client sends in an AUTH exchange is never shown, nor is a challenge.
 * What was secret once is hidden in whatever the server sends until the connection is closed.
 *
 * <p>A server may repeat a part of a secret, in upper case or in another encoding: see {@link
 * HeldSecrets}. The names of user and server are not secret, so a reply that names them stays
 * readable.
 */
public final class Redaction {

  public static final String MARK = SessionListener.HIDDEN;

  private final HeldSecrets secrets = new HeldSecrets();
  private boolean exchanging;

  /**
   * An AUTH exchange begins.
   *
   * @param known texts that are sent but not secret
   */
  public void begin(List<String> known) {
    exchanging = true;
    secrets.addKnown(known.stream().map(text -> text.getBytes(UTF_8)).toList());
  }

  /** The exchange has ended. Its secrets stay hidden. */
  public void end() {
    exchanging = false;
  }

  /** Adds a response, before it is sent. */
  public void add(byte[] response) {
    secrets.add(response);
  }

  /** Wipes the secrets. */
  void forget() {
    secrets.wipe();
  }

  /** Returns a reply without the words that repeat a secret; a challenge is not changed. */
  Reply scrub(Reply reply) {
    if (secrets.isEmpty() || isChallenge(reply) || !isSuspect(reply)) {
      return reply;
    }
    List<String> lines = reply.lines().stream().map(this::scrub).toList();
    return lines.equals(reply.lines()) ? reply : Reply.of(reply.code(), lines);
  }

  private boolean isSuspect(Reply reply) {
    List<String> lines = reply.lines();
    for (int i = 0; i < lines.size(); i++) {
      if (exchanging || secrets.mayBeIn(lines.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns a failure without the words of its message that repeat a secret. */
  SmtpProtocolException scrub(SmtpProtocolException failure) {
    String message = String.valueOf(failure.getMessage());
    String shown = secrets.isEmpty() ? message : withoutQuotedSecret(scrub(message));
    return shown.equals(message)
        ? failure
        : new SmtpProtocolException(shown, null, failure.recovery());
  }

  /** The escapes in a quote of the parser would hide a secret from the search. */
  private String withoutQuotedSecret(String message) {
    int quote = message.indexOf('"');
    return quote >= 0 && isIn(Quoting.unquoted(message.substring(quote)))
        ? message.substring(0, quote) + MARK
        : message;
  }

  private boolean isIn(byte[] bytes) {
    for (boolean mark : secrets.in(bytes)) {
      if (mark) {
        return true;
      }
    }
    return false;
  }

  private boolean isChallenge(Reply reply) {
    return exchanging && reply.code() == 334;
  }

  /** Returns a text without the words that repeat a secret. */
  public String scrub(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    boolean[] secret = secrets.in(bytes);
    StringBuilder out = new StringBuilder();
    int shown = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (secret[i]) {
        out.append(new String(bytes, shown, i - shown, UTF_8)).append(MARK);
        shown = endOfWord(bytes, secret, i);
        i = shown;
      }
    }
    return shown == 0 ? text : out + new String(bytes, shown, bytes.length - shown, UTF_8);
  }

  private static int endOfWord(byte[] bytes, boolean[] secret, int from) {
    int end = from;
    while (end < bytes.length && (secret[end] || bytes[end] != ' ')) {
      end++;
    }
    return end;
  }

  /** Returns a scrubbed reply as listeners see it. */
  public Reply shown(Reply reply) {
    return isChallenge(reply) ? Reply.of(reply.code(), MARK) : reply;
  }
}
