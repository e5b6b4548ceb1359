package smtp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What one client has sent on one connection so far.
 *
 * <p>Bytes that arrived over TLS are included in plaintext; the bytes of TLS itself are not. A
 * transcript never changes: to see more, ask the server for a new one. It contains what the server
 * has read, which may be less than the client has sent. After {@link
 * ScriptedServer#assertCompleted()} it contains everything that the dialogue names.
 */
public final class Transcript {
  private final byte[] bytes;
  private final List<Integer> groupEnds;
  private final List<byte[]> contents;
  private final @Nullable SSLSession tls;
  private final @Nullable String deviation;

  Transcript(
      byte[] bytes,
      List<Integer> groupEnds,
      List<byte[]> contents,
      @Nullable SSLSession tls,
      @Nullable String deviation) {
    this.bytes = bytes;
    this.groupEnds = List.copyOf(groupEnds);
    this.contents = List.copyOf(contents);
    this.tls = tls;
    this.deviation = deviation;
  }

  /** Returns a copy of all bytes that the client sent, including dot-stuffing and line endings. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * Returns the lines that the client sent, including those of message content, without their CRLF.
   * A last line without CRLF is included. LF alone does not end a line. Bytes that are not UTF-8
   * become U+FFFD.
   */
  public List<String> lines() {
    return lines(0, bytes.length);
  }

  /**
   * Returns the lines in groups: a group is what the server read between two of its own sends. So a
   * client that pipelines (RFC 2920) sends several commands in one group. If the dialogue has the
   * {@code C:} lines of a group together, before all replies to them, the groups do not depend on
   * the speed of either side. The lines are as in {@link #lines()}; no group is empty.
   */
  public List<List<String>> groups() {
    var groups = new ArrayList<List<String>>();
    int start = 0;
    for (int end : groupEnds) {
      addGroup(groups, start, end);
      start = end;
    }
    addGroup(groups, start, bytes.length);
    return List.copyOf(groups);
  }

  private void addGroup(List<List<String>> groups, int start, int end) {
    if (start < end) {
      groups.add(lines(start, end));
    }
  }

  private List<String> lines(int start, int end) {
    var lines = new ArrayList<String>();
    int from = start;
    for (int i = start; i + 1 < end; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        lines.add(text(from, i));
        from = i + 2;
      }
    }
    if (from < end) {
      lines.add(text(from, end));
    }
    return List.copyOf(lines);
  }

  private String text(int start, int end) {
    return new String(bytes, start, end - start, UTF_8);
  }

  /**
   * Returns copies of the message contents that the client sent, in order: one for each {@code
   * DATA} of the dialogue, without dot-stuffing and the final dot, and one for each {@code BDAT}.
   */
  public List<byte[]> contents() {
    return contents.stream().map(byte[]::clone).toList();
  }

  /** Returns the TLS session, if a handshake was completed. */
  public Optional<SSLSession> tls() {
    return Optional.ofNullable(tls);
  }

  /** Returns how the client deviated from the dialogue; empty if it has not done so. */
  public Optional<String> deviation() {
    return Optional.ofNullable(deviation);
  }

  /** Returns the bytes with escapes as in a {@link Dialogue}, one line for each line. */
  @Override
  public String toString() {
    return Arrays.stream(Escapes.string(bytes).split("\r\n", -1))
        .map(Escapes::encode)
        .collect(joining("\n"));
  }
}
