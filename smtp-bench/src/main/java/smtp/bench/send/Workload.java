package smtp.bench.send;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The message that all send: lines of 72 characters that end with CRLF, every 20th beginning with a
 * dot.
 */
public final class Workload {

  private static final String HEADER =
      """
      From: Ann <ann@example.org>
      To: Bob <bob@example.net>
      Subject: Side by side

      """
          .replace("\n", "\r\n");

  private static final String LINE =
      "The quick brown fox jumps over the lazy dog, and over again: 0123456789.\r\n";
  private static final String BODY = LINE.repeat(19) + "." + LINE.substring(1);

  private final byte[] content;
  private final List<String> recipients;
  private final boolean lmtp;
  private final Map<LimitClient.Way, LimitBytes> made = new EnumMap<>(LimitClient.Way.class);

  private Workload(byte[] content, List<String> recipients, boolean lmtp) {
    this.content = content;
    this.recipients = recipients;
    this.lmtp = lmtp;
  }

  /** Returns a message of some bytes to one recipient. */
  public static Workload of(int size) {
    return of(Scenario.of(size));
  }

  static Workload of(Scenario scenario) {
    return new Workload(
        content(scenario.size()),
        IntStream.range(0, scenario.recipients()).mapToObj("bob%d@example.net"::formatted).toList(),
        scenario.lmtp());
  }

  /** Returns whether the server uses LMTP and replies to a content for each recipient. */
  boolean lmtp() {
    return lmtp;
  }

  /** Returns header and body, the same array for all. */
  public byte[] content() {
    return content;
  }

  /** Returns what a limit client sends, the same for all: a hundred copies would fill the heap. */
  LimitBytes made(LimitClient.Way way) {
    return made.computeIfAbsent(way, one -> LimitBytes.of(one, this));
  }

  public String sender() {
    return "ann@example.org";
  }

  public List<String> recipients() {
    return recipients;
  }

  private static byte[] content(int size) {
    int body = size - HEADER.length() - 2;
    String text = BODY.repeat(body / BODY.length() + 1).substring(0, body);
    // Not split within a line ending.
    String whole = text.endsWith("\r") ? text.substring(0, body - 1) + "x" : text;
    return (HEADER + whole + "\r\n").getBytes(US_ASCII);
  }
}
