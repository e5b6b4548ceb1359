package smtp.core.internal.wire;

import java.util.Objects;

/**
 * Encodes the content of a message for sending, in one pass over slices of any size.
 *
 * <p>The output always consists of lines that end with CRLF, as RFC 5321, section 2.3.8, requires:
 * a lone CR or LF becomes CRLF, and a last line without a line end gets one. For DATA, a dot at the
 * beginning of a line is doubled, and a line with a single dot ends the content (section 4.5.2). So
 * CRLF.CRLF appears only at the end, and content cannot smuggle in commands by imitating that end.
 *
 * <p>Bytes that need no change reach the sink in the array in which they came, in runs as long as
 * possible. Not safe for use by several threads. If the sink throws, {@link #reset()} has to be
 * called.
 *
 * @param <E> what the sink throws
 */
public final class DataEncoder<E extends Exception> {

  /** The command that carries the content. */
  public enum Form {
    /** Lines end with CRLF, leading dots are doubled, a final dot follows (RFC 5321, 4.5.2). */
    DATA,
    /** Lines end with CRLF, nothing else changes: the command has the size (RFC 3030). */
    BDAT,
    /** Nothing changes, as there need not be lines: BODY=BINARYMIME (RFC 3030, section 3). */
    BINARY
  }

  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final byte DOT = '.';

  private static final byte[] END = {CR, LF, DOT, CR, LF};
  private static final int DOT_INDEX = 2;

  private final boolean lines;
  private final boolean dots;
  private final ByteSink<E> out;

  /**
   * The last byte of the content so far; LF before the first. This is the whole state: after LF a
   * line begins, after CR an LF is due (the CR was already sent), after any other byte a line
   * continues.
   */
  private byte last = LF;

  private long encoded;

  /** Makes an encoder that writes to {@code out}. */
  public DataEncoder(Form form, ByteSink<E> out) {
    this.lines = form != Form.BINARY;
    this.dots = form == Form.DATA;
    this.out = Objects.requireNonNull(out, "out");
  }

  /**
   * Encodes the next slice of the content. The caller may change the array afterwards.
   *
   * @throws IndexOutOfBoundsException if the slice is not within the array
   * @throws E if the sink throws it
   */
  public void write(byte[] bytes, int offset, int length) throws E {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (!lines) {
      put(bytes, offset, length);
    } else if (length > 0) {
      beginSlice(bytes[offset]);
      encode(bytes, offset, offset + length);
      last = bytes[offset + length - 1];
    }
  }

  private void put(byte[] bytes, int offset, int length) throws E {
    out.write(bytes, offset, length);
    encoded += length;
  }

  /** Completes the last slice before one that begins with {@code first}. */
  private void beginSlice(byte first) throws E {
    if (last == CR && first != LF) {
      put(END, 1, 1);
      last = LF;
    }
    if (last == LF && first == DOT && dots) {
      put(END, DOT_INDEX, 1);
    }
  }

  /**
   * Encodes {@code [start, end)}. In the methods below, {@code run} is the index of the first byte
   * that the sink has not received yet; they return its new value.
   */
  private void encode(byte[] bytes, int start, int end) throws E {
    int run = start;
    int i = start;
    for (; i <= end - Swar.WORD; i += Swar.WORD) {
      if (Swar.mayHoldCrOrLf(bytes, i)) {
        run = encodeWord(bytes, i, run, start, end);
      }
    }
    for (; i < end; i++) {
      if (bytes[i] == CR || bytes[i] == LF) {
        run = endLine(bytes, i, run, start, end);
      }
    }
    if (run < end) {
      put(bytes, run, end - run);
    }
  }

  /** Encodes the word at {@code i}. */
  private int encodeWord(byte[] bytes, int i, int run, int start, int end) throws E {
    long crs = Swar.crs(bytes, i);
    long lfs = Swar.lfs(bytes, i);
    // Most words with a line end have CR and LF together: no single byte has to be examined.
    boolean paired = Swar.areFollowed(crs, lfs);
    int unsent = run;
    for (long marks = paired ? lfs : crs | lfs; marks != 0; marks = Swar.withoutFirst(marks)) {
      int index = i + Swar.first(marks);
      unsent =
          paired
              ? beginLine(bytes, index + 1, unsent, end)
              : endLine(bytes, index, unsent, start, end);
    }
    return unsent;
  }

  /** Ends the line at the CR or LF at {@code i}. */
  private int endLine(byte[] bytes, int i, int run, int start, int end) throws E {
    if (bytes[i] == CR) {
      return i + 1 == end || bytes[i + 1] == LF ? run : replace(bytes, i, run, end);
    }
    byte before = i > start ? bytes[i - 1] : last;
    return before == CR ? beginLine(bytes, i + 1, run, end) : replace(bytes, i, run, end);
  }

  /** Sends CRLF for the lone CR or LF at {@code i}. */
  private int replace(byte[] bytes, int i, int run, int end) throws E {
    if (run < i) {
      put(bytes, run, i - run);
    }
    put(END, 0, DOT_INDEX);
    return beginLine(bytes, i + 1, i + 1, end);
  }

  /** Begins the line at {@code i}. */
  private int beginLine(byte[] bytes, int i, int run, int end) throws E {
    if (i < end && bytes[i] == DOT && dots) {
      // The dot is sent twice: at the end of this run and at the beginning of the next.
      put(bytes, run, i + 1 - run);
      return i;
    }
    return run;
  }

  /**
   * Ends the content: completes the last line, and for DATA sends the final dot. The encoder is
   * then ready for the next content.
   *
   * @throws E if the sink throws it
   */
  public void finish() throws E {
    int from = last == LF ? DOT_INDEX : last == CR ? 1 : 0;
    int to = dots ? END.length : DOT_INDEX;
    if (from < to) {
      put(END, from, to - from);
    }
    reset();
  }

  /** Returns how many bytes of this content the sink has received. */
  public long encoded() {
    return encoded;
  }

  /** Forgets the content so far: the next byte begins another content. */
  public void reset() {
    last = LF;
    encoded = 0;
  }
}
