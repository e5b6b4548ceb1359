package smtp.message.internal.header;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a field from text, by what {@link StandardField} says that the field holds. Only text is
 * ever encoded as a whole: in a structured field an encoded word stands for a word of a phrase, and
 * nowhere else (RFC 2047, section 5). Fields of addresses are made beside the address types.
 */
public final class StructuredField {

  private StructuredField() {}

  /**
   * Returns a field that does not hold addresses.
   *
   * @throws IllegalArgumentException if the value is not what the field holds, or callers cannot
   *     set the field
   */
  public static HeaderField parse(String name, String value) {
    FieldText.checkedName(name);
    FieldText.checked(name, value);
    return switch (StandardField.of(name)) {
      case DATE -> HeaderField.Tokens.of(name, DateText.normal(name, value));
      case IDENTIFIER -> HeaderField.Tokens.of(name, MessageId.only(name, value));
      case IDENTIFIERS -> new HeaderField.Tokens(name, MessageId.list(name, value));
      case PHRASES -> new HeaderField.Phrases(name, phrases(name, value));
      case LIST_ID -> listId(name, value);
      case URIS, URI -> UriList.parse(name, value);
      case TOKENS, TRACE -> words(name, value);
      case SINGLE, OTHER -> new HeaderField.Text(name, value);
      case ADDRESSES, ADDRESS, FORBIDDEN ->
          throw FieldText.invalid("header name", "a field that cannot be set", name);
    };
  }

  private static List<String> phrases(String name, String value) {
    WordScanner words = new WordScanner(name, value);
    List<String> phrases = new ArrayList<>();
    for (words.skipComments(); !words.atEnd(); words.skipComments()) {
      if (!words.separator(',')) {
        phrases.add(words.phrase().decoded());
        words.expectSeparator(",");
      }
    }
    if (phrases.isEmpty()) {
      throw words.invalid("no phrase");
    }
    return phrases;
  }

  private static HeaderField listId(String name, String value) {
    WordScanner words = new WordScanner(name, value);
    String description = words.phrase().decoded();
    if (!words.separator('<')) {
      throw words.invalid("no identifier such as <friends.example.org>");
    }
    String id = MessageId.checked(name, words.bracketed());
    if (!words.atEnd()) {
      throw words.invalid("text after the identifier");
    }
    return new HeaderField.Described(name, description, id);
  }

  private static HeaderField words(String name, String value) {
    String text = value.trim();
    boolean fits = HeaderWriter.canFold(text, HeaderWriter.MAX_WORD - 1);
    if (text.isEmpty() || !fits || !text.chars().allMatch(c -> c == '\t' || isPrintable(c))) {
      throw FieldText.invalid(
          name, "a field that holds words of at most 899 printable ASCII characters", value);
    }
    return new HeaderField.Words(name, text);
  }

  private static boolean isPrintable(int c) {
    return c >= 0x20 && c < 0x7f;
  }
}
