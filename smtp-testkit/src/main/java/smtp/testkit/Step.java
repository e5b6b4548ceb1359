package smtp.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One step of a dialogue.
 *
 * <p>{@code toString()} returns the lines of the step in the script. Strings named {@code bytes}
 * are as in {@link Escapes}.
 */
sealed interface Step {

  /** Whether nothing can follow this step. */
  default boolean last() {
    return false;
  }

  /** The server sends these bytes, with or without a line ending. */
  record Send(String bytes) implements Step {
    @Override
    public String toString() {
      return bytes.endsWith("\r\n")
          ? labelled("S:", bytes.substring(0, bytes.length() - 2))
          : labelled("S-", bytes);
    }
  }

  /** The client sends this line, or one that begins with it. */
  record Expect(String line, boolean prefix) implements Step {
    boolean matches(String received) {
      return prefix ? received.startsWith(line) : received.equals(line);
    }

    @Override
    public String toString() {
      // With the star after it, a space is not at the end of the line.
      String text = prefix ? Escapes.encode(line + "*") : Escapes.encode(line);
      return !prefix && text.endsWith("*")
          ? "C: " + text.substring(0, text.length() - 1) + "\\*"
          : label("C:", text);
    }
  }

  /** The client sends message content with DATA; null: any content. */
  record Data(@Nullable String content) implements Step {
    @Override
    public String toString() {
      return content == null ? "DATA *" : "DATA" + block(content);
    }
  }

  /** The client sends a chunk with BDAT: its arguments (null: any), its bytes (null: any). */
  record Bdat(@Nullable String arguments, @Nullable String content) implements Step {
    @Override
    public String toString() {
      String command = arguments == null ? "BDAT" : "BDAT " + arguments;
      return content == null ? command + " *" : command + block(content);
    }
  }

  /** The client sends this many bytes, with any values. */
  record Read(int count) implements Step {
    @Override
    public String toString() {
      return "READ " + count;
    }
  }

  /** From here on the server sends one byte in each interval. */
  record Trickle(Duration interval) implements Step {
    @Override
    public String toString() {
      return "TRICKLE " + interval.toMillis() + "ms";
    }
  }

  /** The server waits. */
  record Pause(Duration duration) implements Step {
    @Override
    public String toString() {
      return "PAUSE " + duration.toMillis() + "ms";
    }
  }

  /** The server tells the test that it has reached this step. */
  record Mark(String name) implements Step {
    @Override
    public String toString() {
      return "MARK " + name;
    }
  }

  /** The server waits until the test releases it. */
  record Wait(String name) implements Step {
    @Override
    public String toString() {
      return "WAIT " + name;
    }
  }

  /** The server sends lines of a reply endlessly. */
  record EndlessReply(String code) implements Step {
    @Override
    public boolean last() {
      return true;
    }

    @Override
    public String toString() {
      return "ENDLESS-REPLY " + code;
    }
  }

  /** The server sends a fatal TLS alert and closes. */
  record TlsAlert(int description) implements Step {
    @Override
    public boolean last() {
      return true;
    }

    @Override
    public String toString() {
      return "TLS-ALERT " + description;
    }
  }

  /** A message of a SCRAM exchange; the argument is the secret, or the message to send instead. */
  record Scram(ScramMessage message, String argument) implements Step {
    @Override
    public String toString() {
      return labelled(message.toString(), argument);
    }
  }

  /** The messages of a SCRAM exchange (RFC 5802, section 7), in order. */
  enum ScramMessage {
    CLIENT_FIRST("SCRAM"),
    SERVER_FIRST("SCRAM-SERVER-FIRST"),
    CLIENT_FINAL("SCRAM-CLIENT-FINAL"),
    SERVER_FINAL("SCRAM-SERVER-FINAL");

    private final String word;

    ScramMessage(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** The steps that consist of one word. */
  enum Act implements Step {
    TLS,
    TLS_REFUSED,
    TLS_GARBAGE,
    CLOSE,
    CLOSE_WITHOUT_NOTIFY,
    RESET,
    STALL,
    STOP_READING,
    ENDLESS_LINE,
    EOF;

    @Override
    public boolean last() {
      return this != TLS;
    }

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  private static String labelled(String label, String bytes) {
    return label(label, Escapes.encode(bytes));
  }

  private static String label(String label, String text) {
    return text.isEmpty() ? label : label + " " + text;
  }

  private static String block(String content) {
    var block = new StringBuilder();
    if (!content.isEmpty()) {
      String lines =
          content.endsWith("\r\n") ? content.substring(0, content.length() - 2) : content;
      for (String line : lines.split("\r\n", -1)) {
        block.append('\n').append(line.equals(".") ? "\\." : Escapes.encode(line));
      }
    }
    return block.append("\n.").toString();
  }
}
