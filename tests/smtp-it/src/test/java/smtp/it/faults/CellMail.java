package smtp.it.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.OutputStream;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;

/**
 * The message that the client of a cell sends, so that the session reaches the point of the fault.
 */
final class CellMail {
  /** More than the client buffers before it writes. */
  static final int FIRST_HALF = 128 * 1024;

  /** A little more than three chunks of growing size hold. */
  private static final int CHUNKS = (64 + 128 + 256 + 10) * 1024;

  private static final byte[] LINE = (Secret.CONTENT.repeat(2) + "\r\n").getBytes(US_ASCII);

  private CellMail() {}

  /**
   * Returns the message of a cell.
   *
   * @param fault waits until the server has produced its fault
   */
  static Mail of(Cell cell, Runnable fault) {
    return Mail.of(
        Envelope.of("ann@example.org", "one@example.net", "two@example.net", "three@example.net"),
        content(cell, fault));
  }

  private static Content content(Cell cell, Runnable fault) {
    return switch (cell.point()) {
      case BODY -> halves(cell.fault(), fault);
      case CHUNK -> source(out -> write(out, CHUNKS));
      default -> Content.of(String.join("\r\n", CleanSession.CONTENT_LINES) + "\r\n");
    };
  }

  private static Content source(Content.Source source) {
    return Content.of(Content.Encoding.SEVEN_BIT, source);
  }

  /**
   * Writes the second half once the server has sent its wrong reply, which the client then finds at
   * the end. If the server sends nothing, the content does not end, so that a write has to fail,
   * unless the server keeps reading.
   */
  private static Content halves(Fault kind, Runnable fault) {
    return source(out -> {
      write(out, FIRST_HALF);
      if (kind == Fault.STALL) {
        return;
      }
      if (CellScript.speaks(kind)) {
        fault.run();
        write(out, LINE.length);
        return;
      }
      while (true) {
        write(out, FIRST_HALF);
      }
    });
  }

  private static void write(OutputStream out, int bytes) throws java.io.IOException {
    for (int i = 0; i < bytes; i += LINE.length) {
      out.write(LINE);
    }
  }
}
