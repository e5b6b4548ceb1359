package smtp.message;

import smtp.message.internal.header.HeaderField;
import smtp.message.internal.header.HeaderFields;

/**
 * How important a message is to its author, for {@link MessageBuilder#priority}. It is written as
 * Importance (RFC 2156) and as X-Priority, which other mail clients read.
 */
public enum Priority {
  HIGH("high", "1"),
  NORMAL("normal", "3"),
  LOW("low", "5");

  private final String importance;
  private final String number;

  Priority(String importance, String number) {
    this.importance = importance;
    this.number = number;
  }

  void set(HeaderFields fields) {
    fields.set(HeaderField.Tokens.of("Importance", importance));
    fields.set(HeaderField.Tokens.of("X-Priority", number));
  }
}
