package smtp.testkit.sink;

import java.util.Optional;

/** A part of a message, or the message itself if it has no parts. Immutable. */
public final class ReceivedPart {

  private final String mediaType;
  private final Optional<String> fileName;
  private final Optional<String> contentId;
  private final byte[] bytes;
  private final String text;

  ReceivedPart(
      String mediaType,
      Optional<String> fileName,
      Optional<String> contentId,
      byte[] bytes,
      String text) {
    this.mediaType = mediaType;
    this.fileName = fileName;
    this.contentId = contentId;
    this.bytes = bytes;
    this.text = text;
  }

  /** Returns type and subtype in lower case, such as {@code text/plain}. */
  public String mediaType() {
    return mediaType;
  }

  /** Returns the file name, decoded, if it has one. */
  public Optional<String> fileName() {
    return fileName;
  }

  /** Returns the Content-ID without its angle brackets, if it has one. */
  public Optional<String> contentId() {
    return contentId;
  }

  /** Returns the bytes, decoded: a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the text; empty if this is no text. */
  public String text() {
    return text;
  }

  /** Returns media type, file name and size. */
  @Override
  public String toString() {
    return mediaType + fileName.map(name -> " " + name).orElse("") + ", " + bytes.length + " bytes";
  }
}
