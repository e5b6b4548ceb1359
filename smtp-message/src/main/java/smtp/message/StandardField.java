package smtp.message;

import java.util.Locale;

/** The header fields whose bodies have a syntax that matters here. */
enum StandardField {
  ADDRESSES,
  ADDRESS,
  DATE,
  IDENTIFIER,
  IDENTIFIERS,
  SINGLE,
  FORBIDDEN,
  OTHER;

  /** Returns what a field is by its name, in whatever case. */
  static StandardField of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "from", "reply-to", "to", "cc", "bcc" -> ADDRESSES;
      case "resent-from", "resent-reply-to", "resent-to", "resent-cc", "resent-bcc" -> ADDRESSES;
      case "sender", "resent-sender" -> ADDRESS;
      case "date", "resent-date" -> DATE;
      case "message-id", "resent-message-id" -> IDENTIFIER;
      case "in-reply-to", "references" -> IDENTIFIERS;
      case "subject" -> SINGLE;
      case "mime-version", "content-type", "content-transfer-encoding" -> FORBIDDEN;
      case "content-disposition", "content-id", "return-path" -> FORBIDDEN;
      default -> OTHER;
    };
  }
}
