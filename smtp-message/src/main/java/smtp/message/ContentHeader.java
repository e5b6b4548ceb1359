package smtp.message;

import org.jspecify.annotations.Nullable;

/**
 * The header fields that describe a body.
 *
 * @param disposition inline or attachment (RFC 2183)
 * @param contentId in angle brackets (RFC 2045, section 7)
 */
record ContentHeader(
    MediaType mediaType,
    @Nullable String disposition,
    @Nullable String fileName,
    @Nullable String contentId) {

  static ContentHeader of(MediaType mediaType) {
    return new ContentHeader(mediaType, null, null, null);
  }

  ContentHeader withMediaType(MediaType type) {
    return new ContentHeader(type, disposition, fileName, contentId);
  }

  ContentHeader withFileName(String name) {
    return new ContentHeader(mediaType, disposition, name, contentId);
  }

  ContentHeader attached() {
    return new ContentHeader(mediaType, "attachment", fileName, contentId);
  }

  ContentHeader inlined(String id) {
    return new ContentHeader(mediaType, "inline", fileName, id);
  }

  void write(HeaderWriter out) {
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
