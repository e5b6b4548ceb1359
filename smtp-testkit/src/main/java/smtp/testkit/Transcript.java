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
 * What one client sent on one connection, so far.
 *
 * <p>Octets that came by TLS are here in clear; those of TLS itself are not. A transcript does not
 * change any more: ask the server again for a later one. It holds what the server has read, which
 * may be less than what the client has sent; after {@link ScriptedServer#assertCompleted()} it
 * holds everything that the dialogue names.
 */
public final class Transcript {
  private final byte[] octets;
  private final List<Integer> groupEnds;
  private final List<byte[]> contents;
  private final @Nullable SSLSession tls;
  private final @Nullable String deviation;

  Transcript(
      byte[] octets,
      List<Integer> groupEnds,
      List<byte[]> contents,
      @Nullable SSLSession tls,
      @Nullable String deviation) {
    this.octets = octets;
    this.groupEnds = List.copyOf(groupEnds);
    this.contents = List.copyOf(contents);
    this.tls = tls;
    this.deviation = deviation;
  }

  /** Returns a copy of all octets that the client sent, dot-stuffing and line ends among them. */
  public byte[] octets() {
    return octets.clone();
  }

  /**
   * Returns the lines that the client sent, without their CRLF, those of mail objects among them. A
   * last line that has no CRLF yet is a line too. An LF alone ends no line. Octets that are not
   * UTF-8 show as U+FFFD.
   */
  public List<String> lines() {
    return lines(0, octets.length);
  }

  /**
   * Returns the lines by groups: a group is what the server had read between two times that it said
   * something. So a client that pipelines (RFC 2920) sends several commands a group. Write the
   * {@code C:} lines of a group together in the dialogue, above all replies to it, and the groups
   * do not depend on the speed of either side. Lines as in {@link #lines()}; no group is empty.
   */
  public List<List<String>> groups() {
    var groups = new ArrayList<List<String>>();
    int start = 0;
    for (int end : groupEnds) {
      addGroup(groups, start, end);
      start = end;
    }
    addGroup(groups, start, octets.length);
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
      if (octets[i] == '\r' && octets[i + 1] == '\n') {
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
    return new String(octets, start, end - start, UTF_8);
  }

  /**
   * Returns copies of the contents that the client sent, in order: one for each {@code DATA} of the
   * dialogue, without dot-stuffing and the final dot, and one for each {@code BDAT}.
   */
  public List<byte[]> contents() {
    return contents.stream().map(byte[]::clone).toList();
  }

  /** Returns the session of the finished TLS handshake; empty if there was none. */
  public Optional<SSLSession> tls() {
    return Optional.ofNullable(tls);
  }

  /** Returns how the client left the dialogue; empty if it did not, so far. */
  public Optional<String> deviation() {
    return Optional.ofNullable(deviation);
  }

  /** Returns the octets in printable form, a line a line. */
  @Override
  public String toString() {
    return Arrays.stream(Escapes.octets(octets).split("\r\n", -1))
        .map(Escapes::encode)
        .collect(joining("\n"));
  }
}
