package smtp.core.internal.event;

import java.io.PrintStream;
import java.nio.ByteBuffer;

/** Prints content in a trace: as a star, or its lines with a final dot. */
final class TracedContent {

  private final PrintStream out;
  private final String command;
  private final boolean dotted;
  private final boolean shown;
  private final StringBuilder line = new StringBuilder();
  private boolean afterCr;
  private boolean begun;
  private long bytes;

  private TracedContent(PrintStream out, String command, boolean dotted, boolean shown) {
    this.out = out;
    this.command = command;
    this.dotted = dotted;
    this.shown = shown;
  }

  static TracedContent ofData(PrintStream out, boolean shown) {
    return new TracedContent(out, "DATA", true, shown);
  }

  static TracedContent ofChunk(PrintStream out, String command, boolean shown) {
    return new TracedContent(out, command, false, shown);
  }

  /** Notes how much was sent. */
  void sent(long count) {
    bytes = count;
  }

  /** Prints a part of the content. */
  void take(ByteBuffer piece) {
    begin();
    while (piece.hasRemaining()) {
      take(piece.get());
    }
  }

  /** A line ends with CRLF; binary content may have a lone CR or LF. */
  private void take(byte b) {
    if (afterCr && b == '\n') {
      afterCr = false;
      endLine();
      return;
    }
    if (afterCr) {
      line.append("\\r");
    }
    afterCr = b == '\r';
    if (!afterCr) {
      TraceText.escape(b, line);
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      out.println(command);
    }
  }

  private void endLine() {
    String text = line.toString();
    line.setLength(0);
    if (!dotted || !text.equals(".")) {
      String plain = dotted && text.startsWith(".") ? text.substring(1) : text;
      out.println(plain.equals(".") ? "\\." : plain);
    }
  }

  /** Prints the rest. */
  void end() {
    if (shown) {
      begin();
      endBlock();
    } else {
      out.println(command + " *");
    }
    count();
  }

  /** Ends content that was not completed, so that no step of the dialogue has all of it. */
  void abandon() {
    if (begun) {
      endBlock();
    }
    count();
  }

  private void endBlock() {
    if (!line.isEmpty()) {
      endLine();
    }
    out.println(".");
  }

  private void count() {
    if (bytes > 0) {
      out.println("# " + bytes + " bytes of content");
    }
  }
}
