package smtp.message;

import org.jspecify.annotations.Nullable;

/** What the body of a message is made of, and how its parts are put together. */
final class BodyBuilder {

  @Nullable TextPart text;

  BodyBuilder() {}

  BodyBuilder(BodyBuilder other) {
    this.text = other.text;
  }

  Entity build() {
    return text == null ? TextPart.of("plain", "") : text;
  }
}
