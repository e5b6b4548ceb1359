package smtp.core;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpTransportException;

/**
 * Tells a listener everything but mail addresses: those of commands by their place in the command,
 * those of replies by having been in one, or by their at sign.
 */
final class HiddenAddresses implements SessionListener {

  /** What may stand around an address in a server's text. */
  private static final Pattern PUNCTUATION = Pattern.compile("[<>()\\[\\]:;,.'\"]");

  private final SessionListener listener;
  private final Set<String> hidden = new HashSet<>();
  private boolean hidesReply;

  HiddenAddresses(SessionListener listener) {
    this.listener = listener;
  }

  @Override
  public void onConnecting(String server) {
    listener.onConnecting(server);
  }

  @Override
  public void onConnected(SocketAddress server, Duration elapsed) {
    listener.onConnected(server, elapsed);
  }

  @Override
  public void onCommand(String line) {
    String verb = line.substring(0, Math.min(5, line.length())).toUpperCase(Locale.ROOT);
    hidesReply = verb.equals("VRFY ") || verb.equals("EXPN ");
    if (verb.equals("MAIL ")) {
      hidden.clear();
    }
    if (hidesReply) {
      listener.onCommand(verb + HIDDEN);
    } else if (verb.equals("MAIL ") || verb.equals("RCPT ")) {
      listener.onCommand(withoutPath(line));
    } else {
      listener.onCommand(withoutAddresses(line));
    }
  }

  private String withoutPath(String line) {
    int begin = line.indexOf('<') + 1;
    int end = endOfPath(line, begin);
    String path = line.substring(begin, end);
    if (!path.isEmpty()) {
      int at = path.lastIndexOf('@');
      hidden.add(at < 0 ? path : path.substring(0, at));
    }
    String parameters = withoutAddresses(line.substring(end));
    return line.substring(0, begin) + (path.isEmpty() ? "" : HIDDEN) + parameters;
  }

  /** Finds the bracket that ends a path; one in a quoted local part does not. */
  private static int endOfPath(String line, int begin) {
    boolean quoted = false;
    for (int i = begin; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '>' && !quoted) {
        return i;
      }
    }
    return line.length();
  }

  @Override
  public void onReply(Reply reply, Duration elapsed) {
    listener.onReply(hidesReply ? Reply.of(reply.code(), HIDDEN) : scrub(reply), elapsed);
    hidesReply = false;
  }

  private Reply scrub(Reply reply) {
    return Reply.of(reply.code(), reply.lines().stream().map(this::withoutAddresses).toList());
  }

  private String withoutAddresses(String text) {
    return Arrays.stream(text.split(" ", -1)).map(this::shown).collect(Collectors.joining(" "));
  }

  /** Hides a word that is or has an address; the parameters ORCPT and AUTH of RFC 3461 and 4954. */
  private String shown(String word) {
    int value = word.indexOf('=') + 1;
    if (word.startsWith("ORCPT=") || word.startsWith("AUTH=")) {
      return word.substring(0, value) + HIDDEN;
    }
    boolean address =
        word.indexOf('@') >= 0 || hidden.contains(PUNCTUATION.matcher(word).replaceAll(""));
    return address && !word.isEmpty() ? HIDDEN : word;
  }

  @Override
  public void onTls(String protocol, String cipherSuite, Duration elapsed) {
    listener.onTls(protocol, cipherSuite, elapsed);
  }

  @Override
  public void onAuthenticated(String mechanism) {
    listener.onAuthenticated(mechanism);
  }

  @Override
  public void onContent(long octets, OptionalLong total) {
    listener.onContent(octets, total);
  }

  @Override
  public boolean wantsContent() {
    return listener.wantsContent();
  }

  @Override
  public void onContentBytes(ByteBuffer octets) {
    listener.onContentBytes(octets);
  }

  @Override
  public void onClosed(@Nullable SmtpException cause) {
    listener.onClosed(cause == null ? null : scrub(cause));
  }

  /** Returns a failure whose words hold no address: nearly always the failure itself. */
  private SmtpException scrub(SmtpException failure) {
    String message = String.valueOf(failure.getMessage());
    String words = withoutAddresses(message);
    if (words.equals(message)) {
      return failure;
    }
    if (failure instanceof SmtpServerDisconnectedException gone && gone.reply().isPresent()) {
      return new SmtpServerDisconnectedException(words, scrub(gone.reply().get()));
    }
    return failure instanceof SmtpProtocolException
        ? new SmtpProtocolException(words)
        : failure instanceof SmtpTransportException
            ? new SmtpTransportException(words, null)
            : new SmtpException(words, (Throwable) null);
  }
}
