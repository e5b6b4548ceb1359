package smtp.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the client sends and compares it with what a step of the dialogue says. */
final class ClientCheck {
  private static final Pattern BDAT = Pattern.compile("BDAT (\\d{1,9})( LAST)?");

  private final ServerConnection connection;
  private final Recorder recorder;

  ClientCheck(ServerConnection connection, Recorder recorder) {
    this.connection = connection;
    this.recorder = recorder;
  }

  void sendsLine(Step.Expect expected) throws Deviation, IOException {
    String line = readCommand();
    if (!expected.matches(line)) {
      throw unexpected(line);
    }
  }

  /** Returns the next line, which must end with CRLF, without it. */
  String readCommand() throws Deviation, IOException {
    String line = connection.readLine(false);
    if (!line.endsWith("\r\n")) {
      throw new Deviation("C: " + Escapes.encode(line) + " (LF without CR)");
    }
    return line.substring(0, line.length() - 2);
  }

  private static Deviation unexpected(String line) {
    return new Deviation("C: " + Escapes.encode(line));
  }

  /** Expects message content with DATA; null: any content. */
  void sendsData(@Nullable String expected) throws Deviation, IOException {
    var content = new ByteArrayOutputStream();
    for (String line = readDataLine(); !line.equals(".\r\n"); line = readDataLine()) {
      content.writeBytes(Escapes.bytes(line.startsWith(".") ? line.substring(1) : line));
    }
    compareContent(expected, content.toByteArray());
  }

  private String readDataLine() throws IOException {
    return connection.readLine(true);
  }

  /** Expects a chunk with BDAT; null: any arguments, any content. */
  void sendsChunk(@Nullable String arguments, @Nullable String expected)
      throws Deviation, IOException {
    String line = readCommand();
    Matcher command = BDAT.matcher(line);
    if (!command.matches() || (arguments != null && !line.equals("BDAT " + arguments))) {
      throw unexpected(line);
    }
    compareContent(expected, connection.read(Integer.parseInt(command.group(1))));
  }

  private void compareContent(@Nullable String expected, byte[] content) throws Deviation {
    recorder.content(content);
    String actual = Escapes.string(content);
    if (expected != null && !expected.equals(actual)) {
      throw new Deviation(firstDifference(expected, actual));
    }
  }

  private static String firstDifference(String expected, String actual) {
    String[] due = expected.split("(?<=\n)", -1);
    String[] came = actual.split("(?<=\n)", -1);
    int i = 0;
    while (i < due.length && i < came.length && due[i].equals(came[i])) {
      i++;
    }
    return "content whose line %d is '%s' instead of '%s'"
        .formatted(i + 1, line(came, i), line(due, i));
  }

  private static String line(String[] lines, int index) {
    return index < lines.length ? Escapes.encode(lines[index]) : "";
  }

  /** Expects the end of the connection, which may be a reset. */
  void sendsNothing() throws Deviation {
    if (!isAtEnd()) {
      throw new Deviation(Escapes.encode(connection.readAhead()));
    }
  }

  private boolean isAtEnd() {
    try {
      return connection.isAtEnd();
    } catch (IOException reset) {
      return true;
    }
  }
}
