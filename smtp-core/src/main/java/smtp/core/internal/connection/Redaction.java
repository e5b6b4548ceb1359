package smtp.core.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;

/**
 * Hides secrets from listeners and messages during an AUTH exchange, by the state of the exchange,
 * not by patterns. What the client sends is never shown. A reply is shown, unless it is a challenge
 * or repeats a secret.
 *
 * <p>A server may repeat a part of a secret, in upper case or in another encoding. So {@value
 * #WINDOW} consecutive bytes of a secret are hidden, and a shorter field as a whole. The names of
 * user and server are not secret, so a reply that names them stays readable.
 */
public final class Redaction {

  public static final String MARK = SessionListener.HIDDEN;

  /** As many bytes as fit into a {@code long}. */
  private static final int WINDOW = 8;

  private static final int SHORTEST = 4;
  private static final int BASE64_GROUP = 3;

  private final List<byte[]> known;
  private final List<byte[]> secrets = new ArrayList<>();

  /**
   * Makes a redaction without secrets.
   *
   * @param known texts that are sent but not secret
   */
  public Redaction(List<String> known) {
    this.known = known.stream().map(text -> text.getBytes(UTF_8)).toList();
  }

  /** Adds a response as a secret: encoded, and each of its fields both plain and encoded. */
  public void add(byte[] response) {
    addSecret(Base64.getEncoder().withoutPadding().encode(response));
    int start = 0;
    for (int i = 0; i <= response.length; i++) {
      if (i == response.length || isSeparator(response[i])) {
        addField(Arrays.copyOfRange(response, start, i));
        start = i + 1;
      }
    }
  }

  private static boolean isSeparator(byte b) {
    return b == 0 || b == 1 || b == '\t' || b == '\r' || b == '\n';
  }

  private void addField(byte[] field) {
    // The base64 of the same bytes depends on how many bytes come before them.
    for (int skipped = 0; skipped < BASE64_GROUP && skipped < field.length; skipped++) {
      int groups = (field.length - skipped) / BASE64_GROUP;
      byte[] inner = Arrays.copyOfRange(field, skipped, skipped + groups * BASE64_GROUP);
      addSecret(Base64.getEncoder().encode(inner));
      Arrays.fill(inner, (byte) 0);
    }
    addSecret(field);
  }

  private void addSecret(byte[] secret) {
    boolean isKnown = known.stream().anyMatch(text -> Arrays.equals(text, secret));
    if (secret.length >= SHORTEST && !isKnown) {
      secrets.add(secret);
    }
  }

  /** Wipes the secrets. */
  public void forget() {
    secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
    secrets.clear();
  }

  /** Returns a reply without the words that repeat a secret; a challenge is not changed. */
  public Reply scrub(Reply reply) {
    if (isChallenge(reply)) {
      return reply;
    }
    List<String> lines = reply.lines().stream().map(this::scrub).toList();
    return lines.equals(reply.lines()) ? reply : Reply.of(reply.code(), lines);
  }

  /** Returns a failure without the words of its message that repeat a secret. */
  SmtpException scrub(SmtpException failure) {
    if (!(failure instanceof SmtpProtocolException)) {
      return failure;
    }
    String message = String.valueOf(failure.getMessage());
    // Unprintable bytes are quoted in hexadecimal, which would hide a secret from this search.
    int quote = message.contains("\\x") ? message.indexOf('"') : -1;
    return new SmtpProtocolException(
        scrub(quote < 0 ? message : message.substring(0, quote) + MARK));
  }

  private static boolean isChallenge(Reply reply) {
    return reply.code() == 334;
  }

  /** Returns a text without the words that repeat a secret. */
  public String scrub(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    boolean[] secret = secretIn(bytes);
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

  /** Returns which bytes are part of a secret. */
  private boolean[] secretIn(byte[] bytes) {
    boolean[] marks = new boolean[bytes.length];
    Set<Long> shared = sharedWindows(bytes);
    for (int i = 0; i + WINDOW <= bytes.length; i++) {
      if (shared.contains(window(bytes, i))) {
        Arrays.fill(marks, i, i + WINDOW, true);
      }
    }
    secrets.stream()
        .filter(secret -> secret.length < WINDOW)
        .forEach(secret -> markAll(secret, bytes, marks));
    return marks;
  }

  private Set<Long> sharedWindows(byte[] bytes) {
    Set<Long> here = new HashSet<>();
    forEachWindow(bytes, here::add);
    Set<Long> shared = new HashSet<>();
    for (byte[] secret : secrets) {
      forEachWindow(
          secret,
          window -> {
            if (here.contains(window)) {
              shared.add(window);
            }
          });
    }
    known.forEach(text -> forEachWindow(text, shared::remove));
    return shared;
  }

  private static void forEachWindow(byte[] bytes, LongConsumer action) {
    for (int i = 0; i + WINDOW <= bytes.length; i++) {
      action.accept(window(bytes, i));
    }
  }

  /** Returns the window at an index, with upper case as lower case. */
  private static long window(byte[] bytes, int from) {
    long window = 0;
    for (int i = from; i < from + WINDOW; i++) {
      int b = bytes[i];
      window = window << 8 | (b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b & 0xff);
    }
    return window;
  }

  private static void markAll(byte[] secret, byte[] bytes, boolean[] marks) {
    for (int i = 0; i + secret.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + secret.length, secret, 0, secret.length)) {
        Arrays.fill(marks, i, i + secret.length, true);
      }
    }
  }

  /** Returns a scrubbed reply as listeners see it. */
  public Reply shown(Reply reply) {
    return isChallenge(reply) ? Reply.of(reply.code(), MARK) : reply;
  }
}
