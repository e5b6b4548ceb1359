package smtp.message.internal.header;

import java.util.List;
import java.util.Locale;

/**
 * A header field that knows how to write itself.
 *
 * <p>The kinds without addresses are here. {@code AddressField} is in {@code smtp.message}, beside
 * the address types.
 */
public interface HeaderField extends EnvelopeField {

  /** Writes name, body and line end. */
  void write(HeaderWriter out);

  /** Returns whether the field can be written in UTF-8 only (RFC 6532). */
  default boolean requiresUtf8() {
    return false;
  }

  /** Returns whether the field serves the envelope alone and is never written. */
  default boolean isBlind() {
    return HeaderEnvelope.isBlind(name());
  }

  /** Unstructured text. */
  record Text(String name, String text) implements HeaderField {

    private static final int MAX_WORD = 60;

    @Override
    public void write(HeaderWriter out) {
      UnstructuredText.write(text, maxWord(), out.begin(name));
      out.end();
    }

    /** A field of unknown syntax keeps its ASCII words: in an encoded word, a URI is not one. */
    private int maxWord() {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "subject", "comments" -> MAX_WORD;
        default -> HeaderWriter.MAX_WORD;
      };
    }
  }

  /** ASCII words that are never encoded, such as message identifiers. */
  record Tokens(String name, List<String> tokens) implements HeaderField {

    /** Returns a field of these words. */
    public static Tokens of(String name, String... tokens) {
      return new Tokens(name, List.of(tokens));
    }

    @Override
    public void write(HeaderWriter out) {
      out.begin(name);
      tokens.forEach(out::word);
      out.end();
    }
  }

  /** Structured ASCII text that is never encoded, and is folded at its whitespace. */
  record Words(String name, String text) implements HeaderField {

    @Override
    public void write(HeaderWriter out) {
      out.begin(name).words(text);
      out.end();
    }
  }

  /** Phrases with commas between them, such as those of Keywords. */
  record Phrases(String name, List<String> phrases) implements HeaderField {

    @Override
    public void write(HeaderWriter out) {
      out.begin(name);
      for (int i = 0; i < phrases.size(); i++) {
        Phrase.write(phrases.get(i), i + 1 < phrases.size() ? "," : "", out);
      }
      out.end();
    }
  }

  /** An identifier in angle brackets, and its description, which may be empty, before it. */
  record Described(String name, String description, String id) implements HeaderField {

    @Override
    public void write(HeaderWriter out) {
      out.begin(name);
      if (!description.isEmpty()) {
        Phrase.write(description, "", out);
      }
      out.word(id).end();
    }
  }
}
