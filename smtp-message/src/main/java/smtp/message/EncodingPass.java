package smtp.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Goes through a MIME message once, line by line and without recursion, and encodes leaves in
 * quoted-printable that a form does not have as they are.
 *
 * <p>A first pass learns which leaves need it; what it cannot understand or must not touch is an
 * IOException.
 */
final class EncodingPass {

  private static final int MAX_LINE = 998;
  private static final int MAX_DEPTH = 100;

  private enum Mode {
    /** Text between parts, or a body that is encoded already. */
    COPIED,
    /** A body without encoding. */
    IDENTITY,
    /** A body that is being encoded. */
    ENCODED
  }

  private final OctetLines lines;
  private final OutputStream out;
  private final Form form;
  private final BitSet encodedLeaves;
  private final boolean learning;
  private final List<String> boundaries = new ArrayList<>();
  private int signedDepth = Integer.MAX_VALUE;
  private int leaf = -1;
  private Mode mode = Mode.COPIED;

  /** Line ends between parts are CRLF, so that others are told from them. */
  private boolean crlf;

  /** The body is not in lines. */
  private boolean binary;

  EncodingPass(
      OctetLines lines, OutputStream out, Form form, BitSet encodedLeaves, boolean learning) {
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

  /** Tells whether the line has an end that is not among the octets of a binary body. */
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
        out.write(lines.octets());
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

  /** Decides what becomes of a body, writes the header, and returns the type of a composite one. */
  private String begin(StoredHeader header) throws IOException {
    boolean understood =
        header.isAscii()
            && header.longestLine() <= MAX_LINE
            && header.fields().stream().noneMatch(EncodingPass::isMalformed)
            && header.fields().stream().filter(field -> field.is("Content-Type")).count() <= 1;
    if (!understood) {
      throw new IOException("A header that is not understood");
    }
    MediaType type = mediaType(header);
    String encoding = header.body("Content-Transfer-Encoding").toLowerCase(Locale.ROOT);
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

  /** Tells whether a field has no name, or what no line may hold and no header can encode. */
  private static boolean isMalformed(StoredHeader.Field field) {
    return field.name().isEmpty() || field.octets().indexOf(0) >= 0;
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
      throw new IOException("A media type that is not understood", e);
    }
  }

  private void open(MediaType type) throws IOException {
    String boundary = type.parameters().get("boundary");
    if (boundary == null || boundary.isEmpty() || boundaries.size() == MAX_DEPTH) {
      throw new IOException("A multipart without a boundary, or too many inside each other");
    }
    boundaries.add(boundary);
    if (type.type().equals("multipart/signed") && signedDepth > boundaries.size()) {
      signedDepth = boundaries.size();
    }
  }

  private void beginLeaf(StoredHeader header, boolean identity) throws IOException {
    if (identity && encodedLeaves.get(leaf)) {
      mode = Mode.ENCODED;
      out.write(header.octetsWithout("Content-Transfer-Encoding"));
      write("Content-Transfer-Encoding: quoted-printable\r\n".getBytes(US_ASCII), header);
    } else if (identity) {
      mode = Mode.IDENTITY;
      writeUnencoded(header);
    } else {
      mode = Mode.COPIED;
      write(header.octetsWithout(""), header);
    }
  }

  /** A body that is not encoded is one of 7 bits, or says that it may have 8. */
  private void writeUnencoded(StoredHeader header) throws IOException {
    boolean eightBit = header.body("Content-Transfer-Encoding").matches("(?i)8bit|binary");
    out.write(header.octetsWithout("Content-Transfer-Encoding"));
    if (eightBit && form == Form.EIGHT_BIT) {
      out.write("Content-Transfer-Encoding: 8bit\r\n".getBytes(US_ASCII));
    }
    out.write(header.emptyLine());
  }

  private void write(byte[] fields, StoredHeader header) throws IOException {
    out.write(fields);
    out.write(header.emptyLine());
  }

  private void writeBody(String line) throws IOException {
    if (mode == Mode.ENCODED) {
      boolean ends = endsLine();
      byte[] octets = ends ? lines.content() : lines.octets();
      QuotedPrintable.write(octets, out);
      // What is not a whole line goes on behind a soft line break.
      out.write((ends ? "\r\n" : "=\r\n").getBytes(US_ASCII));
      return;
    }
    if (!isPlain(line)) {
      if (mode == Mode.COPIED || !learning || signedDepth <= boundaries.size()) {
        throw new IOException("Octets that must not be changed");
      }
      encodedLeaves.set(leaf);
    }
    out.write(lines.octets());
  }

  private boolean isPlain(String line) {
    return line.length() <= MAX_LINE
        && endsLine() == lines.ended()
        && line.chars().allMatch(c -> c != 0 && (c < 0x80 || form == Form.EIGHT_BIT));
  }
}
