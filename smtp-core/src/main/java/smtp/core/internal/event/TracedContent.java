package smtp.core.internal.event;

import java.io.PrintStream;
import java.nio.ByteBuffer;

/** A content in a trace: a star, or its lines with a dot at the end. */
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

  /** Notes how much has gone out. */
  void sent(long count) {
    bytes = count;
  }

  /** Prints a piece of it. */
  void take(ByteBuffer piece) {
    begin();
    while (piece.hasRemaining()) {
      take(piece.get());
    }
  }

  /** A line ends with CRLF; what is binary may have either by itself. */
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

  /** Prints what is left. */
  void end() {
    if (shown) {
      begin();
      endBlock();
    } else {
      out.println(command + " *");
    }
    count();
  }

  /** The content was given up in the middle, so no step has it as a whole. */
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
