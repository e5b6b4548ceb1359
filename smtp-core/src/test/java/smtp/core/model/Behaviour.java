package smtp.core.model;

/**
 * What the server does with one command or content, and what it says.
 *
 * @param truth what it does
 * @param form how it says that
 * @param cut how many bytes of the reply it sends
 * @param then how it goes on
 */
record Behaviour(String words, Truth truth, Form form, int cut, Then then) implements Named {

  static final int WHOLE = Integer.MAX_VALUE;

  /** What the server does. */
  enum Truth {
    TAKES(250),
    DEFERS(451),
    REFUSES(554);

    final int code;

    Truth(int code) {
      this.code = code;
    }
  }

  /** How the server says it. */
  enum Form {
    ONCE("once"),
    MULTILINE("in two lines"),
    TWICE("twice"),
    TWICE_APART("and later again"),
    LATE("late"),
    NEVER("never said"),
    EARLY("before the content"),
    EARLY_AND_AGAIN("before the content and after it"),
    WITH_NEXT("with the reply to the next command"),
    ENDS_421("said as 421"),
    ENDS_221("said as 221"),
    WRONG_CLASS("said as a reply of another kind"),
    GARBAGE("said as garbage");

    final String words;

    Form(String words) {
      this.words = words;
    }

    boolean isEarly() {
      return this == EARLY || this == EARLY_AND_AGAIN;
    }
  }

  /** How the server goes on. */
  enum Then {
    GOES_ON("goes on"),
    STUCK("does and says nothing more"),
    MUTE("goes on without a word"),
    FIN("FIN"),
    FIN_MUTE("FIN, and does the rest"),
    RST("RST"),
    RST_LOSES("RST, which overtakes what was said"),
    RST_MUTE("RST, and does the rest");

    final String words;

    Then(String words) {
      this.words = words;
    }

    boolean isSilent() {
      return this != GOES_ON;
    }

    /** Returns whether the server still does what it receives. */
    boolean works() {
      return this == GOES_ON || this == MUTE || this == FIN_MUTE || this == RST_MUTE;
    }
  }

  static Behaviour of(Truth truth, Form form) {
    return of(truth, form, WHOLE, Then.GOES_ON);
  }

  static Behaviour of(Truth truth, Form form, int cut, Then then) {
    String size = cut == WHOLE ? "" : ", cut to " + cut + " bytes";
    String rest = then == Then.GOES_ON ? "" : ", then " + then.words;
    return new Behaviour(truth.code + " " + form.words + size + rest, truth, form, cut, then);
  }
}
