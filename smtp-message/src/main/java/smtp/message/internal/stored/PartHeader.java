package smtp.message.internal.stored;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.encoding.TransferEncoding;
import smtp.message.internal.header.MediaType;

/**
 * The header of a stored message or of one of its parts: what its body is, whether that may be
 * encoded, and how it is declared in a form.
 */
final class PartHeader {

  /** The type of an entity that declares none (RFC 2045, section 5.2). */
  static final String TEXT = "text/plain";

  private static final String MESSAGE = "message/rfc822";
  private static final String SIGNED = "a signature covers a part that would have to be encoded";
  private static final int MAX_LINE = 998;

  private final StoredHeader fields;
  private final MediaType type;

  /** Content-Transfer-Encoding in lower case, or the empty string. */
  private final String declared;

  private PartHeader(StoredHeader fields, MediaType type) {
    this.fields = fields;
    this.type = type;
    this.declared = fields.body(TransferEncoding.FIELD).toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a header.
   *
   * @param defaultType the type of the entity if it declares none, which depends on what it is in
   * @throws NoFormException if the header is not understood
   */
  static PartHeader read(LineReader lines, String defaultType) throws IOException {
    StoredHeader fields = StoredHeader.read(lines);
    boolean understood =
        fields.isAscii()
            && fields.longestLine() <= MAX_LINE
            && fields.fields().stream().noneMatch(PartHeader::isMalformed)
            && fields.count("Content-Type") <= 1
            && fields.count(TransferEncoding.FIELD) <= 1;
    if (!understood) {
      throw new NoFormException("the header of a part is malformed or not ASCII");
    }
    return new PartHeader(fields, mediaType(fields.body("Content-Type"), defaultType));
  }

  /** Returns whether a field has no name, or holds NUL, which a header cannot encode. */
  private static boolean isMalformed(StoredHeader.Field field) {
    boolean nameless = field.name().isEmpty() && !field.isSeparator();
    return nameless || field.raw().indexOf(0) >= 0;
  }

  private static MediaType mediaType(String text, String defaultType) throws NoFormException {
    int end = text.length();
    while (end > 0 && "; \t".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    try {
      return MediaType.parse(end == 0 ? defaultType : text.substring(0, end));
    } catch (IllegalArgumentException e) {
      throw new NoFormException("the Content-Type of a part is malformed");
    }
  }

  /** Returns whether every line ends with CRLF. */
  boolean isCrlf() {
    return fields.isCrlf();
  }

  /** Returns whether the body is not encoded, and may hold any bytes. */
  boolean isBinary() {
    return declared.equals("binary") && !isMultipart() && !isMessage();
  }

  /** Returns whether the body consists of parts. */
  boolean isMultipart() {
    return isIdentity() && type.is("multipart/");
  }

  /** Returns whether the body is a message, so that another header follows. */
  boolean isMessage() {
    return isIdentity() && List.of(MESSAGE, "message/global").contains(type.type());
  }

  private boolean isIdentity() {
    return List.of("", "7bit", "8bit", "binary").contains(declared);
  }

  /** Returns the boundary of a multipart. */
  String boundary() throws NoFormException {
    String boundary = type.parameters().getOrDefault("boundary", "");
    if (boundary.isEmpty()) {
      throw new NoFormException("a multipart has no boundary");
    }
    return boundary;
  }

  /** Returns the type of a part of this multipart that declares none (RFC 2046, section 5.1.5). */
  String defaultPartType() {
    return type.type().equals("multipart/digest") ? MESSAGE : TEXT;
  }

  /**
   * Returns why the body must not be encoded, as the rest of a sentence, or null if it may be.
   *
   * <p>Composite types are never encoded (RFC 2045, section 6.4), and the other types of message
   * are composite types too: delivery reports, fragments, external bodies. Those for addresses in
   * UTF-8 may be encoded (RFC 6533, section 3).
   */
  @Nullable String whyNotEncoded() {
    if (!isIdentity()) {
      return "a part that is encoded already holds long lines or bytes that are not ASCII";
    }
    boolean composite = isMultipart() || (type.is("message/") && !type.is("message/global-"));
    return composite ? "a part of type %s must not be encoded".formatted(type.type()) : null;
  }

  /** Returns why no part of this multipart may be changed, or null if they may be. */
  @Nullable String whyPartsAreFixed() {
    return type.type().equals("multipart/signed") ? SIGNED : null;
  }

  /** Returns why nothing of the message that this header begins may be changed, or null. */
  @Nullable String whyMessageIsFixed() {
    if (fields.isSigned()) {
      return SIGNED;
    }
    // Without MIME-Version, readers may ignore Content-Transfer-Encoding.
    return fields.has("MIME-Version") ? null : "a message without MIME-Version cannot be encoded";
  }

  /** Returns the header as it is. */
  byte[] asItIs() {
    return bytes(fields.bytes(), "");
  }

  /**
   * Returns the header in a form. It is the same unless it declares more than the form allows.
   *
   * @param form eight-bit or seven-bit
   */
  byte[] in(Form form) {
    boolean eightBit = form == Form.EIGHT_BIT;
    boolean allowed = eightBit ? !declared.equals("binary") : !declared.matches("8bit|binary");
    return allowed
        ? asItIs()
        : bytes(
            fields.fieldsWithout(TransferEncoding.FIELD),
            eightBit ? declaration(TransferEncoding.EIGHT_BIT) : "");
  }

  /** Returns the header of the same body in quoted-printable. */
  byte[] quotedPrintable() {
    return bytes(
        fields.fieldsWithout(TransferEncoding.FIELD),
        declaration(TransferEncoding.QUOTED_PRINTABLE));
  }

  private static String declaration(TransferEncoding encoding) {
    return TransferEncoding.FIELD + ": " + encoding.token() + "\r\n";
  }

  private byte[] bytes(byte[] kept, String added) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(kept);
    out.writeBytes(added.getBytes(US_ASCII));
    out.writeBytes(fields.emptyLine());
    return out.toByteArray();
  }
}
