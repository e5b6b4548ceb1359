package smtp.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One step of a dialogue.
 *
 * <p>{@code toString()} of each is its line, or lines, of the script. Strings called octets are as
 * in {@link Escapes}.
 */
sealed interface Step {

  /** Whether nothing can follow this step. */
  default boolean last() {
    return false;
  }

  /** The server sends these octets, a line end among them or not. */
  record Say(String octets) implements Step {
    @Override
    public String toString() {
      return octets.endsWith("\r\n")
          ? labelled("S:", octets.substring(0, octets.length() - 2))
          : labelled("S-", octets);
    }
  }

  /** The client sends this line, or one that begins so. */
  record Expect(String line, boolean prefix) implements Step {
    boolean matches(String received) {
      return prefix ? received.startsWith(line) : received.equals(line);
    }

    @Override
    public String toString() {
      // A blank before the star is no blank at the end of the line.
      String text = prefix ? Escapes.encode(line + "*") : Escapes.encode(line);
      return !prefix && text.endsWith("*")
          ? "C: " + text.substring(0, text.length() - 1) + "\\*"
          : label("C:", text);
    }
  }

  /** The client sends a mail object by DATA; null: any. */
  record Data(@Nullable String content) implements Step {
    @Override
    public String toString() {
      return content == null ? "DATA *" : "DATA" + block(content);
    }
  }

  /** The client sends a chunk by BDAT: its arguments (null: any), its octets (null: any). */
  record Bdat(@Nullable String arguments, @Nullable String content) implements Step {
    @Override
    public String toString() {
      String command = arguments == null ? "BDAT" : "BDAT " + arguments;
      return content == null ? command + " *" : command + block(content);
    }
  }

  /** The client sends so many octets, whatever they are. */
  record Read(int octets) implements Step {
    @Override
    public String toString() {
      return "READ " + octets;
    }
  }

  /** What the server says after this goes out one octet an interval. */
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

  /** The server tells the test that it came here. */
  record Mark(String name) implements Step {
    @Override
    public String toString() {
      return "MARK " + name;
    }
  }

  /** The server waits until the test lets it go on. */
  record Wait(String name) implements Step {
    @Override
    public String toString() {
      return "WAIT " + name;
    }
  }

  /** The server sends lines of a reply without end. */
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

  /** A message of a SCRAM exchange; the argument is what the server knows, or says instead. */
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

  /** The steps that are one word. */
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

  private static String labelled(String label, String octets) {
    return label(label, Escapes.encode(octets));
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
