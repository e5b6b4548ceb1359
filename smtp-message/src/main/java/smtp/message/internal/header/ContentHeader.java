package smtp.message.internal.header;

import org.jspecify.annotations.Nullable;

/**
 * The header fields that describe a body.
 *
 * @param mediaType the value of Content-Type
 * @param disposition {@code inline} or {@code attachment} (RFC 2183)
 * @param fileName the name that readers save the body under
 * @param contentId the identifier in angle brackets (RFC 2045, section 7)
 */
public record ContentHeader(
    MediaType mediaType,
    @Nullable String disposition,
    @Nullable String fileName,
    @Nullable String contentId) {

  /** Returns the header of a body of this type, without any other field. */
  public static ContentHeader of(MediaType mediaType) {
    return new ContentHeader(mediaType, null, null, null);
  }

  /** Returns this header with another media type. */
  public ContentHeader withMediaType(MediaType type) {
    return new ContentHeader(type, disposition, fileName, contentId);
  }

  /** Returns this header with another file name. */
  public ContentHeader withFileName(String name) {
    return new ContentHeader(mediaType, disposition, name, contentId);
  }

  /** Returns the header of the same body as an attachment. */
  public ContentHeader attached() {
    return new ContentHeader(mediaType, "attachment", fileName, contentId);
  }

  /** Returns the header of the same body as one that the HTML shows. */
  public ContentHeader inlined(String id) {
    return new ContentHeader(mediaType, "inline", fileName, id);
  }

  /** Writes the fields. */
  public void write(HeaderWriter out) {
    mediaType.write("Content-Type", out);
    if (disposition != null) {
      Parameters.write(
          "Content-Disposition", disposition, Parameters.of("filename", fileName), out);
    }
    if (contentId != null) {
      out.begin("Content-ID").word(contentId).end();
    }
  }
}
