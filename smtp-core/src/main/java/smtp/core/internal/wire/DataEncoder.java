package smtp.core.internal.wire;

import java.io.IOException;
import java.util.Objects;

/**
 * Encodes a mail object's content for the wire, in one pass over slices of any size.
 *
 * <p>Whatever goes in, what comes out consists of lines that end with CRLF, as RFC 5321, section
 * 2.3.8, demands: a CR or LF that stands alone becomes CRLF, and a last line that does not end is
 * ended. For DATA a dot that begins a line is doubled, and a line with one dot ends the whole
 * (section 4.5.2); so CRLF.CRLF appears there and nowhere else, and no content can pass for the end
 * of itself and smuggle in commands.
 *
 * <p>Octets that need no change reach the sink in the array they came in, in runs as long as
 * possible. Not for use by several threads. After an exception of the sink the encoder has to be
 * {@link #reset()}.
 */
public final class DataEncoder {

  /** The command that carries the content. */
  public enum Form {
    /** Lines end with CRLF, leading dots are doubled, a lone dot ends (RFC 5321, section 4.5.2). */
    DATA,
    /** Lines end with CRLF, nothing else changes: the command tells the size (RFC 3030). */
    BDAT
  }

  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final byte[] END = {CR, LF, '.', CR, LF};
  private static final int LINE_END = 2;

  private final boolean dots;
  private final OctetSink out;

  /**
   * The last octet of the content so far, LF before the first. It is all there is to know: after LF
   * a line begins, after CR an LF is due (the CR has gone out), after any other a line goes on.
   */
  private byte last = LF;

  /** Makes an encoder that hands what it encoded to {@code out}. */
  public DataEncoder(Form form, OctetSink out) {
    this.dots = form == Form.DATA;
    this.out = Objects.requireNonNull(out, "out");
  }

  /**
   * Encodes the next slice of the content. The array is the caller's again after the call.
   *
   * @throws IndexOutOfBoundsException if the slice is not within the array
   * @throws IOException if the sink throws it
   */
  public void write(byte[] octets, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, octets.length);
    if (length > 0) {
      int next = last == CR ? completeLineEnd(octets, offset) : offset;
      boolean lineBegins = last == CR || last == LF;
      encode(octets, offset, next, offset + length, lineBegins);
      last = octets[offset + length - 1];
    }
  }

  /** Returns the index behind the LF that follows the CR sent last, which is sent if missing. */
  private int completeLineEnd(byte[] octets, int offset) throws IOException {
    if (octets[offset] == LF) {
      return offset + 1;
    }
    out.write(END, 1, 1);
    return offset;
  }

  /**
   * Encodes {@code [next, end)}.
   *
   * @param run where the octets begin that the sink has not seen
   */
  private void encode(byte[] octets, int run, int next, int end, boolean lineBegins)
      throws IOException {
    boolean stuff = dots && lineBegins;
    while (next < end) {
      if (stuff && octets[next] == '.') {
        // Once as the end of this run, once more as the beginning of the next.
        out.write(octets, run, next + 1 - run);
        run = next;
      }
      stuff = dots;
      int lineEnd = Swar.indexOfCrOrLf(octets, next, end);
      next = lineEnd + 1;
      if (lineEnd < end && octets[lineEnd] == LF) {
        run = insert(CR, octets, run, lineEnd);
      } else if (next < end && octets[next] == LF) {
        next++;
      } else if (next < end) {
        run = insert(LF, octets, run, next);
      }
    }
    if (run < end) {
      out.write(octets, run, end - run);
    }
  }

  /** Hands over {@code [run, index)} and the half of a line end that is missing there. */
  private int insert(byte half, byte[] octets, int run, int index) throws IOException {
    if (run < index) {
      out.write(octets, run, index - run);
    }
    out.write(END, half == CR ? 0 : 1, 1);
    return index;
  }

  /**
   * Ends the content: completes the last line, and for DATA sends the line with the lone dot. The
   * encoder is then ready for the next content.
   *
   * @throws IOException if the sink throws it
   */
  public void finish() throws IOException {
    int from = last == LF ? LINE_END : last == CR ? 1 : 0;
    int to = dots ? END.length : LINE_END;
    if (from < to) {
      out.write(END, from, to - from);
    }
    reset();
  }

  /** Forgets the content so far; the next octet is the first of another content. */
  public void reset() {
    last = LF;
  }
}
