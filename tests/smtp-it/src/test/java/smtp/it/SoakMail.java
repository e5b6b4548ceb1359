package smtp.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;

/** One message of a soak, determined by its number and the seed. */
final class SoakMail implements Mail {

  private static final String ALICE = "alice@example.test";
  private static final String BOB = "bob@example.test";

  private static final List<String> LINES =
      List.of("", ".", "..", ".begins with a dot", "Grüße, 日本 €", "a.b", "x".repeat(900), "plain");

  private static final List<String> LINE_ENDS = List.of("\r\n", "\r\n", "\r\n", "\n", "\r");

  /** Too much for the mailbox with a quota. */
  private static final String TOO_MUCH_FOR_A_QUOTA = ("x".repeat(99) + "\r\n").repeat(30);

  private final int number;
  private final Envelope envelope;
  private final String text;
  private final Content content;

  private SoakMail(int number, Envelope envelope, String text, Content content) {
    this.number = number;
    this.envelope = envelope;
    this.text = text;
    this.content = content;
  }

  /**
   * Creates a message.
   *
   * @param run a word that no other run uses
   */
  static SoakMail of(long seed, String run, int number, SoakWay way) {
    RandomGenerator random = new SplittableRandom(seed * 31 + number);
    Envelope envelope = envelope(random.nextInt(20), number, way);
    String text = text(random, RealServers.header(run + "." + number), way);
    return new SoakMail(number, envelope, text, content(random.nextInt(4), text.getBytes(UTF_8)));
  }

  int number() {
    return number;
  }

  @Override
  public Envelope envelope() {
    return envelope;
  }

  @Override
  public Content content() {
    return content;
  }

  /** Returns the text that must arrive, with one character for each byte. */
  String arriving() {
    return RealServers.asStored(text.replaceAll("\r\n|\r|\n", "\r\n"));
  }

  /** In six of twenty kinds something is refused. */
  private static Envelope envelope(int kind, int number, SoakWay way) {
    boolean lmtp = way.isLmtp();
    String nobody = lmtp ? "nobody@example.test" : "reject@example.test";
    String notNow = lmtp ? "full@example.test" : "defer@example.test";
    String sender = "sender" + number + "@example.test";
    return switch (kind) {
      case 0 -> Envelope.of(sender, nobody);
      case 1 -> Envelope.of(lmtp ? sender : "badsender@example.test", lmtp ? nobody : BOB);
      case 2 -> Envelope.of(lmtp ? sender : "rejectend@example.test", lmtp ? notNow : ALICE);
      case 3 -> Envelope.of(lmtp ? sender : "deferend@example.test", lmtp ? notNow : BOB);
      case 4 -> Envelope.of(sender, ALICE, nobody, BOB);
      case 5 -> Envelope.of(sender, notNow, ALICE);
      case 6, 7, 8 -> Envelope.of(sender, BOB, ALICE);
      case 9, 10, 11, 12, 13 -> Envelope.of(sender, BOB);
      default -> Envelope.of(sender, ALICE);
    };
  }

  private static String text(RandomGenerator random, String header, SoakWay way) {
    StringBuilder text = new StringBuilder(header);
    for (int lines = lines(random); lines > 0; lines--) {
      text.append(any(random, LINES)).append(any(random, LINE_ENDS));
    }
    text.append(way.isLmtp() ? TOO_MUCH_FOR_A_QUOTA : "");
    return text.append("\r\n" + Breakage.LAST_LINE + "\r\n").toString();
  }

  /** One message in fifty is larger than one write. */
  private static int lines(RandomGenerator random) {
    return random.nextInt(random.nextInt(50) == 0 ? 2_000 : 60);
  }

  private static String any(RandomGenerator random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Content content(int form, byte[] bytes) {
    return switch (form) {
      case 0 -> Content.of(Content.Encoding.EIGHT_BIT, out -> out.write(bytes));
      case 1 -> Content.once(new ByteArrayInputStream(bytes));
      default -> Content.of(bytes);
    };
  }
}
