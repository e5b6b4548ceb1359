package smtp.api;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import smtp.api.internal.PrintableText;

/**
 * What a server answers to a command: a code and one or more lines of text (RFC 5321, section 4.2).
 *
 * <p>The server wrote the text, and it may hold any character except a line end. {@link
 * #toString()} escapes it, for logs. Immutable.
 */
public final class Reply implements Serializable {

  private static final long serialVersionUID = 1;

  private final int code;

  @SuppressWarnings("serial") // made by List.copyOf, whose lists are serializable
  private final List<String> lines;

  private Reply(int code, List<String> lines) {
    this.code = code;
    this.lines = lines;
  }

  /**
   * Makes a reply, for tests and for other implementations of a session.
   *
   * @param code 200 to 599
   * @param lines the text of each line, without code and line end; none means one empty line
   * @throws IllegalArgumentException if the code is out of range or a line holds CR or LF
   */
  public static Reply of(int code, String... lines) {
    Objects.requireNonNull(lines, "lines");
    return of(code, List.of(lines));
  }

  /**
   * Makes a reply, as {@link #of(int, String...)} does.
   *
   * @throws IllegalArgumentException if the code is out of range or a line holds CR or LF
   */
  public static Reply of(int code, List<String> lines) {
    Objects.requireNonNull(lines, "lines");
    if (code < 200 || code > 599) {
      throw new IllegalArgumentException("A reply's code is 200 to 599, not " + code);
    }
    for (String line : lines) {
      if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
        throw new IllegalArgumentException(
            "A line of a reply cannot hold CR or LF: " + PrintableText.quote(line));
      }
    }
    return new Reply(code, lines.isEmpty() ? List.of("") : List.copyOf(lines));
  }

  /** Returns the reply code, 200 to 599. */
  public int code() {
    return code;
  }

  /** Returns the text of each line, without its code; at least one line. */
  public List<String> lines() {
    return lines;
  }

  /** Returns the lines joined by {@code \n}. */
  public String text() {
    return lines.size() == 1 ? lines.get(0) : String.join("\n", lines);
  }

  /**
   * Returns the enhanced status code that the first line begins with (RFC 2034).
   *
   * @return the status, or empty if there is none or its class is not that of the reply's code
   */
  public Optional<EnhancedStatus> enhancedStatus() {
    return EnhancedStatus.parse(lines.get(0)).filter(status -> status.type() == code / 100);
  }

  /** Returns whether the command succeeded: 2yz. */
  public boolean isPositive() {
    return code / 100 == 2;
  }

  /** Returns whether the server waits for more, such as the content: 3yz. */
  public boolean isIntermediate() {
    return code / 100 == 3;
  }

  /** Returns whether the command failed and may succeed later: 4yz. */
  public boolean isTransient() {
    return code / 100 == 4;
  }

  /** Returns whether the command failed and will fail again: 5yz. */
  public boolean isPermanent() {
    return code / 100 == 5;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reply that && code == that.code && lines.equals(that.lines);
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, lines);
  }

  /**
   * Returns code and text on one line, of at most 512 octets. Characters that are not printable are
   * escaped.
   */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder().append(code);
    for (String line : lines) {
      if (out.length() > PrintableText.MAX_SHOWN) {
        break;
      }
      out.append(out.length() == 3 ? " " : " / ");
      out.append(PrintableText.escape(line));
    }
    return PrintableText.shortened(out.toString());
  }
}
