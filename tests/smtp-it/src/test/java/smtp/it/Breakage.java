package smtp.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.random.RandomGenerator;

/** How a connection breaks, and after which byte. */
final class Breakage {

  enum Kind {
    CLOSE,
    RESET,
    /** Nothing more passes through, and neither side is told. */
    STALL
  }

  enum Place {
    SOMEWHERE_SENT(true),
    SOMEWHERE_ANSWERED(false),
    /** Around the last line ending of a content, and within the dot after it. */
    END_OF_DATA(true),
    /** Within the final reply to a content. */
    FINAL_REPLY(false);

    private final boolean sent;

    Place(boolean sent) {
      this.sent = sent;
    }
  }

  /** The last line of each content, by which a breakage finds the end. */
  static final String LAST_LINE = "-- the end of the content --";

  private static final double FEW = Math.log(3_000);
  private static final double MANY = Math.log(100_000);

  private final Kind kind;
  private final Place place;

  /** How many bytes still pass through, or how often the searched text must still appear. */
  private int countdown;

  /** How many bytes pass through after the searched text was found. */
  private final int more;

  private boolean found;

  private Breakage(Kind kind, Place place, int countdown, int more) {
    this.kind = kind;
    this.place = place;
    this.countdown = countdown;
    this.more = more;
    this.found = place == Place.SOMEWHERE_SENT || place == Place.SOMEWHERE_ANSWERED;
  }

  /**
   * Returns a random breakage.
   *
   * @param readable whether the bytes are unencrypted, so that text can be found in them
   */
  static Breakage any(RandomGenerator random, boolean readable) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    Place place = Place.values()[random.nextInt(readable ? Place.values().length : 2)];
    int later = random.nextInt(3) == 0 ? random.nextInt(10) : 0;
    return switch (place) {
      case SOMEWHERE_SENT -> new Breakage(kind, place, spread(random, MANY), 0);
      case SOMEWHERE_ANSWERED -> new Breakage(kind, place, spread(random, FEW), 0);
      case END_OF_DATA ->
          new Breakage(kind, place, 1 + later, LAST_LINE.length() + random.nextInt(9));
      case FINAL_REPLY -> new Breakage(kind, place, 1 + later, random.nextInt(60));
    };
  }

  /** Returns a random number from 1, small numbers as often as large ones. */
  private static int spread(RandomGenerator random, double logarithm) {
    return (int) Math.exp(random.nextDouble() * logarithm);
  }

  Kind kind() {
    return kind;
  }

  /**
   * Returns whether the connection breaks in what the client sends, not in what the server sends.
   */
  boolean isInWhatIsSent() {
    return place.sent;
  }

  /**
   * Processes the next bytes of its direction.
   *
   * @return how many of them pass through before the connection breaks, or -1: all of them
   */
  int breaksAfter(byte[] bytes, int length) {
    int from = 0;
    if (!found) {
      from = find(new String(bytes, 0, length, ISO_8859_1));
      if (from < 0) {
        return -1;
      }
      found = true;
      countdown = more;
    }
    if (from + countdown <= length) {
      return from + countdown;
    }
    countdown -= length - from;
    return -1;
  }

  /** Returns where the last occurrence of the searched text begins, or -1. */
  private int find(String text) {
    int at = next(text, 0);
    for (; at >= 0 && --countdown > 0; at = next(text, at + 1)) {
      // Continue with the next occurrence.
    }
    return at < 0 || place == Place.END_OF_DATA ? at : text.lastIndexOf('\n', at) + 1;
  }

  private int next(String text, int from) {
    if (place == Place.END_OF_DATA) {
      return text.indexOf(LAST_LINE, from);
    }
    int postfix = text.indexOf(" queued as ", from);
    return postfix >= 0 ? postfix : text.indexOf(" Saved", from);
  }

  @Override
  public String toString() {
    return kind + " " + place;
  }
}
