package smtp.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.random.RandomGenerator;

/** How a connection breaks, and when: at some octet that goes through it. */
final class Breakage {

  enum Kind {
    CLOSE,
    RESET,
    /** Nothing more comes through, and nobody is told. */
    STALL
  }

  enum Place {
    SOMEWHERE_SENT(true),
    SOMEWHERE_ANSWERED(false),
    /** Around the last line end of a content, and within the dot behind it. */
    END_OF_DATA(true),
    /** Within the reply that tells what became of a content. */
    FINAL_REPLY(false);

    private final boolean sent;

    Place(boolean sent) {
      this.sent = sent;
    }
  }

  /** Contents end with it, so that a breakage finds their ends, and a line end. */
  static final String LAST_WORDS = "-- the end of the content --";

  private static final double FEW = Math.log(3_000);
  private static final double MANY = Math.log(100_000);

  private final Kind kind;
  private final Place place;

  /** How many octets still go through; or else how often what it looks for has to come. */
  private int countdown;

  /** How many octets go through after what it looks for was found. */
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
   * Returns any.
   *
   * @param readable whether the octets can be read, so that words can be found among them
   */
  static Breakage any(RandomGenerator random, boolean readable) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    Place place = Place.values()[random.nextInt(readable ? Place.values().length : 2)];
    int later = random.nextInt(3) == 0 ? random.nextInt(10) : 0;
    return switch (place) {
      case SOMEWHERE_SENT -> new Breakage(kind, place, spread(random, MANY), 0);
      case SOMEWHERE_ANSWERED -> new Breakage(kind, place, spread(random, FEW), 0);
      case END_OF_DATA ->
          new Breakage(kind, place, 1 + later, LAST_WORDS.length() + random.nextInt(9));
      case FINAL_REPLY -> new Breakage(kind, place, 1 + later, random.nextInt(60));
    };
  }

  /** As many small numbers as large ones, from one on. */
  private static int spread(RandomGenerator random, double logarithm) {
    return (int) Math.exp(random.nextDouble() * logarithm);
  }

  Kind kind() {
    return kind;
  }

  /** Tells whether it is in what the client sends, or else in what the server answers. */
  boolean isInWhatIsSent() {
    return place.sent;
  }

  /**
   * Takes the next octets of its direction.
   *
   * @return how many of them go through before it breaks, or -1 if it does not yet
   */
  int breaksAfter(byte[] octets, int length) {
    int from = 0;
    if (!found) {
      from = find(new String(octets, 0, length, ISO_8859_1));
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

  /** Returns where what it looks for begins for the last time, or -1. */
  private int find(String text) {
    int at = next(text, 0);
    for (; at >= 0 && --countdown > 0; at = next(text, at + 1)) {
      // The next one.
    }
    return at < 0 || place == Place.END_OF_DATA ? at : text.lastIndexOf('\n', at) + 1;
  }

  private int next(String text, int from) {
    if (place == Place.END_OF_DATA) {
      return text.indexOf(LAST_WORDS, from);
    }
    int postfix = text.indexOf(" queued as ", from);
    return postfix >= 0 ? postfix : text.indexOf(" Saved", from);
  }

  @Override
  public String toString() {
    return kind + " " + place;
  }
}
