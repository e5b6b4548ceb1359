package smtp.it.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.OutputStream;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;

/** The mails that are sent, each such that the step of its cell comes. */
final class Mails {
  /** More than the client gathers before it writes. */
  static final int FIRST_HALF = 128 * 1024;

  /** What three chunks of growing size hold, and a little more. */
  private static final int CHUNKS = (64 + 128 + 256 + 10) * 1024;

  private static final byte[] LINE = (Secret.CONTENT.repeat(2) + "\r\n").getBytes(US_ASCII);

  private Mails() {}

  /**
   * Returns the mail of a cell.
   *
   * @param fault waits until the server has said what it has to say
   */
  static Mail of(Cell cell, Runnable fault) {
    return Mail.of(
        Envelope.of("ann@example.org", "one@example.net", "two@example.net", "three@example.net"),
        content(cell, fault));
  }

  private static Content content(Cell cell, Runnable fault) {
    return switch (cell.step()) {
      case BODY -> halves(cell.fault(), fault);
      case CHUNK -> source(out -> write(out, CHUNKS));
      default -> Content.of(String.join("\r\n", Course.CONTENT_LINES) + "\r\n");
    };
  }

  private static Content source(Content.Source source) {
    return Content.of(Content.Encoding.SEVEN_BIT, source);
  }

  /**
   * The second half is written when the server has said what it has to say, which the client then
   * finds at the end. If it says nothing there is no end, so that a write has to fail; unless the
   * server reads on.
   */
  private static Content halves(Fault kind, Runnable fault) {
    return source(out -> {
      write(out, FIRST_HALF);
      if (kind == Fault.STALL) {
        return;
      }
      if (Script.speaks(kind)) {
        fault.run();
        write(out, LINE.length);
        return;
      }
      while (true) {
        write(out, FIRST_HALF);
      }
    });
  }

  private static void write(OutputStream out, int octets) throws java.io.IOException {
    for (int i = 0; i < octets; i += LINE.length) {
      out.write(LINE);
    }
  }
}
