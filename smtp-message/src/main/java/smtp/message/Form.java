package smtp.message;

import java.util.Optional;
import smtp.api.Content;

/** What the octets of a serialized message may be. Nothing else decides how it is written. */
enum Form {
  SEVEN_BIT,
  EIGHT_BIT,
  BINARY;

  /** Returns that form of a content which has no other octets than this, if it has one. */
  Optional<Content> of(Content content) {
    return switch (this) {
      case SEVEN_BIT ->
          content.encoding() == Content.Encoding.SEVEN_BIT
              ? Optional.of(content)
              : content.sevenBit();
      case EIGHT_BIT -> content.eightBit();
      case BINARY -> Optional.of(content);
    };
  }
}
