package smtp.core.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;

/** The messages of a run: each has its own sender, two recipients and a content with its number. */
final class Messages {

  static final int RECIPIENTS = 2;
  private static final Envelope[] ENVELOPES = {envelope(0), envelope(1)};

  private Messages() {}

  private static Envelope envelope(int message) {
    return Envelope.of("s" + message + "@x", "a" + message + "@x", "b" + message + "@x");
  }

  static Mail of(World world, int message) {
    return Mail.of(ENVELOPES[message], new Source(world, message));
  }

  /** Returns which message a line of MAIL or RCPT is about. */
  static int message(String line) {
    return line.charAt(line.indexOf('<') + 2) - '0';
  }

  /** Returns which recipient a line of RCPT is about. */
  static int recipient(String line) {
    return line.charAt(line.indexOf('<') + 1) - 'a';
  }

  static byte[] bytes(Setup.Transfer transfer, int message) {
    return CONTENTS.get(transfer).get(message);
  }

  private static final Map<Setup.Transfer, List<byte[]>> CONTENTS =
      Arrays.stream(Setup.Transfer.values())
          .collect(
              Collectors.toMap(
                  transfer -> transfer,
                  transfer -> List.of(content(transfer, 0), content(transfer, 1))));

  private static byte[] content(Setup.Transfer transfer, int message) {
    String line = "A line of message " + message + "\r\n";
    int lines = Math.max(1, transfer.contentBytes / line.length());
    return ("Subject: " + message + "\r\n\r\n" + line.repeat(lines)).getBytes(US_ASCII);
  }

  /** A content that can be interrupted, be late, or fail. */
  static final class Source implements Content {

    private final World world;
    private final byte[] bytes;
    private boolean begun;

    Source(World world, int message) {
      this.world = world;
      this.bytes = bytes(world.setup.transfer(), message);
    }

    boolean hasBegun() {
      return begun;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      if (begun && !repeatable()) {
        world.complain(Kind.BEGUN_TWICE);
      }
      begun = true;
      act(Point.CONTENT_BEGINS);
      out.write(bytes);
      act(Point.CONTENT_ENDS);
    }

    private void act(Point point) throws IOException {
      if (world.act(point)) {
        throw new IOException("The content broke");
      }
    }

    @Override
    public Encoding encoding() {
      return Encoding.SEVEN_BIT;
    }

    @Override
    public boolean hasCanonicalLines() {
      return true;
    }

    @Override
    public boolean repeatable() {
      return world.setup.variant() != Setup.Variant.ONE_SHOT;
    }

    @Override
    public OptionalLong size() {
      return world.setup.transfer().isSized()
          ? OptionalLong.of(bytes.length)
          : OptionalLong.empty();
    }
  }
}
