package smtp.message.internal.header;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that describe a body.
 *
 * @param mediaType the value of Content-Type
 * @param disposition {@code inline} or {@code attachment} (RFC 2183)
 * @param fileName the name that readers save the body under
 * @param contentId the identifier in angle brackets (RFC 2045, section 7)
 * @param legacyName whether Content-Type has the name too, for readers without RFC 2231
 * @param others further fields
 */
public record ContentHeader(
    MediaType mediaType,
    @Nullable String disposition,
    @Nullable String fileName,
    @Nullable String contentId,
    boolean legacyName,
    List<HeaderField> others) {

  /** Copies the list. */
  public ContentHeader {
    others = List.copyOf(others);
  }

  /** Returns the header of a body of this type, without any other field. */
  public static ContentHeader of(MediaType mediaType) {
    return new ContentHeader(mediaType, null, null, null, false, List.of());
  }

  /** Returns this header with another media type. */
  public ContentHeader withMediaType(MediaType type) {
    return new ContentHeader(type, disposition, fileName, contentId, legacyName, others);
  }

  /** Returns this header with another file name. */
  public ContentHeader withFileName(String name) {
    return new ContentHeader(mediaType, disposition, name, contentId, legacyName, others);
  }

  /** Returns this header with the file name in Content-Type too. */
  public ContentHeader withLegacyName() {
    return new ContentHeader(mediaType, disposition, fileName, contentId, true, others);
  }

  /** Returns this header with one more field. */
  public ContentHeader with(HeaderField field) {
    List<HeaderField> all = new ArrayList<>(others);
    all.add(field);
    return new ContentHeader(mediaType, disposition, fileName, contentId, legacyName, all);
  }

  /** Returns the header of the same body as an attachment. */
  public ContentHeader attached() {
    return as("attachment", contentId);
  }

  /** Returns the header of the same body as one that the HTML shows. */
  public ContentHeader inlined(String id) {
    return as("inline", id);
  }

  private ContentHeader as(String kind, @Nullable String id) {
    return new ContentHeader(mediaType, kind, fileName, id, legacyName, others);
  }

  /** Writes the fields. */
  public void write(HeaderWriter out) {
    mediaType.write("Content-Type", legacyName ? fileName : null, out);
    if (disposition != null) {
      Parameters.write(
          "Content-Disposition", disposition, Parameters.of("filename", fileName), null, out);
    }
    if (contentId != null) {
      out.begin("Content-ID").word(contentId).end();
    }
    others.forEach(field -> field.write(out));
  }
}
