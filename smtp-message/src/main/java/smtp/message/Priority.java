package smtp.message;

/** How important a message is to its author: Importance (RFC 2156) and X-Priority. */
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
