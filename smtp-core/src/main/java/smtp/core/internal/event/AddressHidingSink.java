package smtp.core.internal.event;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpTransportException;

/**
 * Hides email addresses from a sink: in commands wherever an address stands, in replies those that
 * were in a command of the same transaction, and words with an at sign.
 */
final class AddressHidingSink implements EventSink {

  /** The punctuation that may surround an address in a reply. */
  private static final Pattern PUNCTUATION = Pattern.compile("[<>()\\[\\]:;,.'\"]");

  private final EventSink sink;
  private final Set<String> hidden = new HashSet<>();
  private boolean hidesReply;

  AddressHidingSink(EventSink sink) {
    this.sink = sink;
  }

  @Override
  public void on(SessionEvent event) {
    sink.on(
        switch (event) {
          case SessionEvent.CommandSent sent ->
              new SessionEvent.CommandSent(sent.exchange(), command(sent.line()));
          case SessionEvent.ReplyReceived received ->
              new SessionEvent.ReplyReceived(
                  received.exchange(), reply(received.reply()), received.elapsed());
          case SessionEvent.Closed(SmtpException cause) when cause != null ->
              new SessionEvent.Closed(scrub(cause));
          default -> event;
        });
  }

  @Override
  public boolean wantsContent() {
    return sink.wantsContent();
  }

  private String command(String line) {
    String verb = line.substring(0, Math.min(5, line.length())).toUpperCase(Locale.ROOT);
    hidesReply = verb.equals("VRFY ") || verb.equals("EXPN ");
    if (hidesReply) {
      return verb + SessionListener.HIDDEN;
    }
    if (verb.equals("MAIL ")) {
      hidden.clear();
    }
    return verb.equals("MAIL ") || verb.equals("RCPT ")
        ? withoutPath(line)
        : withoutAddresses(line);
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
    return line.substring(0, begin) + (path.isEmpty() ? "" : SessionListener.HIDDEN) + parameters;
  }

  /** Finds the bracket that ends a path, but not one in a quoted local part. */
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

  private Reply reply(Reply reply) {
    boolean whole = hidesReply;
    hidesReply = false;
    return whole ? Reply.of(reply.code(), SessionListener.HIDDEN) : scrub(reply);
  }

  private Reply scrub(Reply reply) {
    return Reply.of(reply.code(), reply.lines().stream().map(this::withoutAddresses).toList());
  }

  private String withoutAddresses(String text) {
    return Arrays.stream(text.split(" ", -1)).map(this::shown).collect(Collectors.joining(" "));
  }

  /** Hides a word with an address, also in the parameters ORCPT (RFC 3461) and AUTH (RFC 4954). */
  private String shown(String word) {
    int value = word.indexOf('=') + 1;
    if (word.startsWith("ORCPT=") || word.startsWith("AUTH=")) {
      return word.substring(0, value) + SessionListener.HIDDEN;
    }
    boolean address =
        word.indexOf('@') >= 0 || hidden.contains(PUNCTUATION.matcher(word).replaceAll(""));
    return address && !word.isEmpty() ? SessionListener.HIDDEN : word;
  }

  /** Returns a failure whose message has no address. That is nearly always the failure itself. */
  private SmtpException scrub(SmtpException failure) {
    String message = String.valueOf(failure.getMessage());
    String words = withoutAddresses(message);
    if (words.equals(message)) {
      return failure;
    }
    return switch (failure) {
      case SmtpServerDisconnectedException gone when gone.reply().isPresent() ->
          new SmtpServerDisconnectedException(words, scrub(gone.reply().get()));
      case SmtpServerDisconnectedException gone ->
          new SmtpServerDisconnectedException(words, null, gone.recovery());
      case SmtpProtocolException garbage ->
          new SmtpProtocolException(words, null, garbage.recovery());
      case SmtpTransportException lost -> new SmtpTransportException(words, null);
      default -> new SmtpException(words, (Throwable) null);
    };
  }
}
