package smtp.message.internal.stored;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.encoding.QuotedPrintable;
import smtp.message.internal.encoding.TransferEncoding;
import smtp.message.internal.header.MediaType;

/**
 * Goes through a stored MIME message once, line by line and without recursion, and writes it in the
 * eight-bit or seven-bit form: leaves that do not fit the form are encoded in quoted-printable.
 *
 * <p>The header of a leaf says how it is encoded and comes before it, so a first pass finds out
 * which leaves need it and a second one encodes them. If the structure is not understood, or
 * something that does not fit must not be changed, the pass ends with an IOException.
 */
final class EncodingPass {

  private static final int MAX_LINE = 998;
  private static final int MAX_DEPTH = 100;

  private enum Mode {
    /** Text between parts, or a body that is encoded already. */
    COPIED,
    /** A body that is not encoded. */
    IDENTITY,
    /** A body that is being encoded. */
    ENCODED
  }

  private final LineReader lines;
  private final OutputStream out;
  private final Form form;
  private final BitSet encodedLeaves;
  private final boolean learning;
  private final List<String> boundaries = new ArrayList<>();
  private int signedDepth = Integer.MAX_VALUE;
  private int leaf = -1;
  private Mode mode = Mode.COPIED;

  /** Whether the lines of the header end with CRLF; other line ends in a binary body are data. */
  private boolean crlf;

  /** Whether the body is declared as binary. */
  private boolean binary;

  EncodingPass(
      LineReader lines, OutputStream out, Form form, BitSet encodedLeaves, boolean learning) {
    this.lines = lines;
    this.out = out;
    this.form = form;
    this.encodedLeaves = encodedLeaves;
    this.learning = learning;
  }

  void run() throws IOException {
    StoredHeader top = header();
    if (!top.has("MIME-Version")) {
      throw new IOException("Not a MIME message");
    }
    crlf = top.isCrlf();
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
    for (int depth = boundaries.size(); depth > 0; depth--) {
      String boundary = "--" + boundaries.get(depth - 1);
      boolean closing = delimiter.equals(boundary + "--");
      if (closing || delimiter.equals(boundary)) {
        close(closing ? depth - 1 : depth);
        out.write(lines.bytes());
        mode = Mode.COPIED;
        if (!closing) {
          header();
        }
        return true;
      }
    }
    return false;
  }

  private void close(int depth) {
    boundaries.subList(depth, boundaries.size()).clear();
    signedDepth = signedDepth > depth ? Integer.MAX_VALUE : signedDepth;
  }

  /** Reads and writes the header of an entity, and those of the messages that are its body. */
  private StoredHeader header() throws IOException {
    StoredHeader first = StoredHeader.read(lines);
    StoredHeader header = first;
    while (isMessage(begin(header))) {
      header = StoredHeader.read(lines);
    }
    return first;
  }

  private static boolean isMessage(String mediaType) {
    return mediaType.equals("message/rfc822") || mediaType.equals("message/global");
  }

  /** Decides how a body is written, writes its header, and returns the type of a composite one. */
  private String begin(StoredHeader header) throws IOException {
    boolean understood =
        header.isAscii()
            && header.longestLine() <= MAX_LINE
            && header.fields().stream().noneMatch(EncodingPass::isMalformed)
            && header.fields().stream().filter(field -> field.is("Content-Type")).count() <= 1;
    if (!understood) {
      throw new IOException("The header of a part is not understood");
    }
    MediaType type = mediaType(header);
    String encoding = header.body(TransferEncoding.FIELD).toLowerCase(Locale.ROOT);
    boolean identity = List.of("", "7bit", "8bit", "binary").contains(encoding);
    if (type.is("multipart/") && identity) {
      open(type);
    }
    boolean composite = identity && (type.is("multipart/") || isMessage(type.type()));
    if (composite) {
      writeUnencoded(header);
      mode = Mode.COPIED;
      binary = false;
    } else {
      leaf++;
      binary = encoding.equals("binary");
      beginLeaf(header, identity);
    }
    return composite ? type.type() : "";
  }

  /** Returns whether a field has no name, or holds NUL, which a header cannot encode. */
  private static boolean isMalformed(StoredHeader.Field field) {
    return field.name().isEmpty() || field.raw().indexOf(0) >= 0;
  }

  private static MediaType mediaType(StoredHeader header) throws IOException {
    String type = header.body("Content-Type");
    int end = type.length();
    while (end > 0 && "; \t".indexOf(type.charAt(end - 1)) >= 0) {
      end--;
    }
    try {
      return MediaType.parse(end == 0 ? "text/plain" : type.substring(0, end));
    } catch (IllegalArgumentException e) {
      throw new IOException("The media type of a part is not understood", e);
    }
  }

  private void open(MediaType type) throws IOException {
    String boundary = type.parameters().get("boundary");
    if (boundary == null || boundary.isEmpty() || boundaries.size() == MAX_DEPTH) {
      throw new IOException("A multipart has no boundary, or is nested too deeply");
    }
    boundaries.add(boundary);
    if (type.type().equals("multipart/signed") && signedDepth > boundaries.size()) {
      signedDepth = boundaries.size();
    }
  }

  private void beginLeaf(StoredHeader header, boolean identity) throws IOException {
    if (identity && encodedLeaves.get(leaf)) {
      mode = Mode.ENCODED;
      out.write(header.fieldsWithout(TransferEncoding.FIELD));
      write(declaration(TransferEncoding.QUOTED_PRINTABLE), header);
    } else if (identity) {
      mode = Mode.IDENTITY;
      writeUnencoded(header);
    } else {
      mode = Mode.COPIED;
      write(header.fieldsWithout(""), header);
    }
  }

  /** A body that is not encoded has 7 bits, or is declared to have 8. */
  private void writeUnencoded(StoredHeader header) throws IOException {
    boolean eightBit = header.body(TransferEncoding.FIELD).matches("(?i)8bit|binary");
    out.write(header.fieldsWithout(TransferEncoding.FIELD));
    if (eightBit && form == Form.EIGHT_BIT) {
      out.write(declaration(TransferEncoding.EIGHT_BIT));
    }
    out.write(header.emptyLine());
  }

  private static byte[] declaration(TransferEncoding encoding) {
    return (TransferEncoding.FIELD + ": " + encoding.token() + "\r\n").getBytes(US_ASCII);
  }

  private void write(byte[] fields, StoredHeader header) throws IOException {
    out.write(fields);
    out.write(header.emptyLine());
  }

  private void writeBody(String line) throws IOException {
    if (mode == Mode.ENCODED) {
      boolean ends = endsLine();
      byte[] bytes = ends ? lines.content() : lines.bytes();
      QuotedPrintable.write(bytes, out);
      // What is not a whole line continues after a soft line break.
      out.write((ends ? "\r\n" : "=\r\n").getBytes(US_ASCII));
      return;
    }
    if (!isPlain(line)) {
      if (mode == Mode.COPIED || !learning || signedDepth <= boundaries.size()) {
        throw new IOException("A part that must not be changed does not fit the form");
      }
      encodedLeaves.set(leaf);
    }
    out.write(lines.bytes());
  }

  private boolean isPlain(String line) {
    return line.length() <= MAX_LINE
        && endsLine() == lines.ended()
        && line.chars().allMatch(c -> c != 0 && (c < 0x80 || form == Form.EIGHT_BIT));
  }
}
