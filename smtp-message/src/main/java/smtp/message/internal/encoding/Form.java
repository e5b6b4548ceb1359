package smtp.message.internal.encoding;

import java.util.Optional;
import java.util.stream.Stream;
import smtp.api.Content;

/** The forms of a message. Nothing but the form decides how the message is written. */
public enum Form {
  /** Lines of ASCII, for every server. */
  SEVEN_BIT,
  /** Lines of any bytes, for servers with 8BITMIME. */
  EIGHT_BIT,
  /** Any bytes, for servers with BINARYMIME. */
  BINARY;

  /** Returns the content in this form, if it has such a form. */
  public Optional<Content> of(Content content) {
    return switch (this) {
      case SEVEN_BIT ->
          content.encoding() == Content.Encoding.SEVEN_BIT
              ? Optional.of(content)
              : content.sevenBit();
      case EIGHT_BIT -> content.eightBit();
      case BINARY -> Optional.of(content);
    };
  }

  /** Returns why the content does not have this form, or nothing if it has. */
  public Stream<String> obstacles(Content content) {
    return of(content).isPresent()
        ? Stream.of()
        : Stream.of(content.noSevenBitReason().orElse("a part has no such form"));
  }
}
