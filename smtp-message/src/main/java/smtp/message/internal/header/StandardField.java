package smtp.message.internal.header;

import java.util.Locale;

/** What a header field holds, by its name. */
public enum StandardField {
  /** A list of addresses. */
  ADDRESSES,
  /** One address. */
  ADDRESS,
  DATE,
  /** One message identifier. */
  IDENTIFIER,
  /** Message identifiers. */
  IDENTIFIERS,
  /** Text, in a field that occurs once. */
  SINGLE,
  /** A field that the builder or a server writes; callers cannot set it. */
  FORBIDDEN,
  /** Text, in a field that may occur several times. */
  OTHER;

  /** Returns what a field holds by its name, in whatever case. */
  public static StandardField of(String name) {
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
