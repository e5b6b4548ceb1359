package smtp.message.internal.stored;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.encoding.QuotedPrintable;

/**
 * Goes through a stored MIME message once, line by line and without recursion, and writes it in the
 * eight-bit or seven-bit form: leaves that do not fit the form are encoded in quoted-printable.
 *
 * <p>What is signed is written as it is, header and body, however deep in the message it is. So is
 * everything that fits the form. If the structure is not understood, or something that does not fit
 * must not be changed, the pass ends with a {@link NoFormException}.
 *
 * <p>The header of a leaf says how it is encoded and comes before it, so a first pass finds out
 * which leaves need it and a second one encodes them.
 */
final class EncodingPass {

  private static final int MAX_LINE = 998;
  private static final int MAX_DEPTH = 100;

  /**
   * A multipart that was begun and not ended.
   *
   * @param partType the type of a part that declares none
   * @param fixed why no part may be changed, or null if parts may be
   */
  private record Level(String boundary, String partType, @Nullable String fixed) {}

  private final LineReader lines;
  private final OutputStream out;
  private final Form form;

  /** The entities that are encoded, by their number in the message. */
  private final BitSet encoded;

  private final boolean learning;
  private final List<Level> levels = new ArrayList<>();
  private int entity = -1;

  /** Why nothing of the current entity may be changed, or null. */
  private @Nullable String fixed;

  /** Why the current text must not be encoded, or null. */
  private @Nullable String kept;

  private boolean encoding;

  /** Whether the lines of the header end with CRLF; other line ends in a binary body are data. */
  private boolean crlf;

  /** Whether the body is declared as binary. */
  private boolean binary;

  /**
   * Makes a pass.
   *
   * @param encoded the entities to encode; a pass that learns adds to them
   */
  EncodingPass(LineReader lines, OutputStream out, Form form, BitSet encoded, boolean learning) {
    this.lines = lines;
    this.out = out;
    this.form = form;
    this.encoded = encoded;
    this.learning = learning;
  }

  void run() throws IOException {
    PartHeader top = message();
    crlf = top.isCrlf();
    begin(top);
    boolean atLineStart = true;
    while (lines.next()) {
      String line = new String(lines.content(), ISO_8859_1);
      if (!atLineStart || !isDelimiter(line)) {
        writeBody(line);
      }
      atLineStart = endsLine();
    }
  }

  /** Returns whether the line has an end that is not data of a binary body. */
  private boolean endsLine() {
    return lines.ended() && (!crlf || !binary || lines.isCrlf());
  }

  private boolean isDelimiter(String line) throws IOException {
    if (!line.startsWith("--")) {
      return false;
    }
    String delimiter = line.stripTrailing();
    for (int depth = levels.size(); depth > 0; depth--) {
      String boundary = "--" + levels.get(depth - 1).boundary();
      boolean closing = delimiter.equals(boundary + "--");
      if (closing || delimiter.equals(boundary)) {
        out.write(lines.bytes());
        endPart(closing ? depth - 1 : depth);
        if (!closing) {
          beginPart(levels.getLast());
        }
        return true;
      }
    }
    return false;
  }

  private void endPart(int depth) {
    levels.subList(depth, levels.size()).clear();
    encoding = false;
    binary = false;
    kept = "text around the parts of a multipart cannot be encoded";
  }

  private void beginPart(Level level) throws IOException {
    fixed = level.fixed();
    begin(PartHeader.read(lines, level.partType()));
  }

  /** Writes the header of an entity, and those of the messages that are its body. */
  private void begin(PartHeader first) throws IOException {
    PartHeader header = first;
    write(header);
    while (header.isMessage()) {
      header = message();
      write(header);
    }
  }

  private PartHeader message() throws IOException {
    PartHeader header = PartHeader.read(lines, PartHeader.TEXT);
    fixed = fixed == null ? header.whyMessageIsFixed() : fixed;
    return header;
  }

  private void write(PartHeader header) throws IOException {
    entity++;
    kept = fixed == null ? header.whyNotEncoded() : fixed;
    encoding = kept == null && encoded.get(entity);
    binary = header.isBinary();
    if (encoding) {
      out.write(header.quotedPrintable());
    } else {
      out.write(fixed == null ? header.in(form) : header.asItIs());
    }
    if (header.isMultipart()) {
      open(header);
    }
  }

  private void open(PartHeader header) throws NoFormException {
    if (levels.size() == MAX_DEPTH) {
      throw new NoFormException("its parts are nested too deeply");
    }
    String partsFixed = fixed == null ? header.whyPartsAreFixed() : fixed;
    levels.add(new Level(header.boundary(), header.defaultPartType(), partsFixed));
  }

  private void writeBody(String line) throws IOException {
    if (encoding) {
      boolean ends = endsLine();
      byte[] bytes = ends ? lines.content() : lines.bytes();
      QuotedPrintable.write(bytes, out);
      // What is not a whole line continues after a soft line break.
      out.write((ends ? "\r\n" : "=\r\n").getBytes(US_ASCII));
      return;
    }
    if (!isPlain(line)) {
      learn();
    }
    out.write(lines.bytes());
  }

  /** Notes that the current entity has to be encoded. */
  private void learn() throws IOException {
    if (kept != null) {
      throw new NoFormException(kept);
    }
    if (!learning) {
      throw new IOException("The message has changed since it was read");
    }
    encoded.set(entity);
  }

  private boolean isPlain(String line) {
    return line.length() <= MAX_LINE
        && endsLine() == lines.ended()
        && line.chars().allMatch(c -> c != 0 && (c < 0x80 || form == Form.EIGHT_BIT));
  }
}
