package smtp.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Content;
import smtp.api.Content.Encoding;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.SendListener;
import smtp.api.SmtpException;
import smtp.message.Message;

/**
 * The sequences that servers have taken for the end of the data (CVE-2023-51764 to 51766), commands
 * behind each, arrive at real servers as the one message that they are.
 *
 * <p>A content consists of nothing else: all sequences one after another, over and over, so that
 * whatever is read or written at once on the way ends in the midst of one. From one content to the
 * next they move on by some octets. With {@code -Dsmtp.it.smuggling=N} there are N contents a way;
 * with as many as {@link #PERIOD} has octets each sequence is cut at each place by each edge.
 */
class SmugglingIT {

  private static final int CONTENTS = Integer.getInteger("smtp.it.smuggling", 6);
  private static final String COMMANDS = "MAIL FROM:<evil@x.test>\r\n";
  private static final List<String> SEQUENCES = sequences();

  /**
   * Each sequence behind a letter, with commands behind it. Its length is odd, so that one edge
   * after another, at multiples of powers of two, cuts it at other places.
   */
  private static final String PERIOD =
      SEQUENCES.stream().map(one -> "x" + one + COMMANDS).collect(Collectors.joining("", "", "x"));

  /** Past the second of the chunks in which a stream goes out. */
  private static final int LENGTH = 200_000;

  @SuppressWarnings("NullAway.Init") // by the first method
  private static RealServers servers;

  @TempDir private static Path files;

  @BeforeAll
  static void find() throws Exception {
    servers = RealServers.running();
  }

  private static List<String> sequences() {
    List<String> before = List.of("", "\r", "\n", "\r\n", "\r\r\n", "\n\r");
    List<String> after = List.of("", "\r", "\n", "\r\n", "\r\r\n", "\0\r\n");
    return before.stream().flatMap(b -> after.stream().map(a -> b + "." + a)).toList();
  }

  @FunctionalInterface
  interface Sender {
    void sendAll(Iterator<? extends Mail> mails, SendListener listener) throws SmtpException;
  }

  /** A server and the command that carries the content there. */
  enum Target {
    POSTFIX_BY_DATA("postfix", "postfix.relay", false),
    POSTFIX_BY_BDAT("postfix", "postfix.relay", true),
    STRICT_POSTFIX_BY_DATA("postfix", "postfix.strict", false),
    STRICT_POSTFIX_BY_BDAT("postfix", "postfix.strict", true),
    DOVECOT_BY_DATA("dovecot", "dovecot.lmtp", false),
    DOVECOT_BY_BDAT("dovecot", "dovecot.lmtp", true),
    AIOSMTPD_BY_DATA("aiosmtpd", "aiosmtpd.starttls", false);

    private final String store;
    private final String listener;
    private final boolean chunking;

    Target(String store, String listener, boolean chunking) {
      this.store = store;
      this.listener = listener;
      this.chunking = chunking;
    }

    Sender sender() {
      Extension[] without = chunking ? new Extension[0] : new Extension[] {Extension.CHUNKING};
      return store.equals("dovecot")
          ? servers.lmtp(listener).disable(without).build()::sendAll
          : servers.smtp(listener).disable(without).build()::sendAll;
    }
  }

  /** How the caller has the content. */
  enum Form {
    ARRAY {
      @Override
      Content content(byte[] octets) {
        return Content.of(octets);
      }
    },
    SMALL_PIECES {
      @Override
      Content content(byte[] octets) {
        return Content.of(
            Encoding.EIGHT_BIT,
            out -> {
              for (int i = 0; i < octets.length; i += 7) {
                out.write(octets, i, Math.min(7, octets.length - i));
              }
            });
      }
    },
    STREAM {
      @Override
      Content content(byte[] octets) {
        return Content.once(new ByteArrayInputStream(octets));
      }
    },
    FILE {
      @Override
      Content content(byte[] octets) throws Exception {
        return Content.of(Files.write(Files.createTempFile(files, "content", ""), octets));
      }
    };

    abstract Content content(byte[] octets) throws Exception;
  }

  static Stream<Arguments> ways() {
    return Stream.of(Target.values())
        .flatMap(target -> Stream.of(Form.values()).map(form -> Arguments.of(target, form)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void sequencesAcrossEveryEdgeAreContent(Target target, Form form) throws Exception {
    Map<String, String> texts = new HashMap<>();
    List<Mail> mails = new ArrayList<>();
    for (int n = 0; n < CONTENTS; n++) {
      String mark = RealServers.mark();
      String text = RealServers.header(mark) + repeated(n);
      texts.put(mark, text);
      mails.add(mail(form.content(text.getBytes(US_ASCII))));
    }
    assertArrive(target, mails, texts);
  }

  private static String repeated(int n) {
    int shift = n * PERIOD.length() / CONTENTS;
    String text = PERIOD.repeat(LENGTH / PERIOD.length() + 2);
    return text.substring(shift, shift + LENGTH);
  }

  /** There is nothing behind it but the end. */
  @ParameterizedTest
  @MethodSource("ways")
  void sequencesAtTheEndAreContent(Target target, Form form) throws Exception {
    Map<String, String> texts = new HashMap<>();
    List<Mail> mails = new ArrayList<>();
    for (String sequence : SEQUENCES) {
      String mark = RealServers.mark();
      String text = RealServers.header(mark) + COMMANDS + "x" + sequence;
      texts.put(mark, text);
      mails.add(mail(form.content(text.getBytes(US_ASCII))));
    }
    assertArrive(target, mails, texts);
  }

  /** As the builder of messages writes it, which has a say in its line ends too. */
  @ParameterizedTest
  @EnumSource
  void sequencesInTheTextOfAMessageAreContent(Target target) throws Exception {
    Map<String, String> texts = new HashMap<>();
    List<Mail> mails = new ArrayList<>();
    for (int n = 0; n < CONTENTS; n++) {
      String mark = RealServers.mark();
      Message message =
          Message.builder()
              .from("alice@example.test")
              .to("bob@example.test")
              .subject(mark)
              .text(repeated(n))
              .build();
      texts.put(mark, TextUses.written(message));
      mails.add(message);
    }
    assertArrive(target, mails, texts);
  }

  private static Mail mail(Content content) {
    return Mail.of(Envelope.of("alice@example.test", "bob@example.test"), content);
  }

  private static void assertArrive(Target target, List<Mail> mails, Map<String, String> texts)
      throws Exception {
    List<Boolean> complete = new ArrayList<>();
    target
        .sender()
        .sendAll(mails.iterator(), (mail, result, failure) -> complete.add(result.isComplete()));
    assertEquals(mails.stream().map(mail -> true).toList(), complete);
    List<String> stored = servers.taken(target.store, "bob", texts.keySet(), texts.size());
    assertEquals(mails.size(), stored.size());
    for (String message : stored) {
      texts.entrySet().removeIf(text -> isThis(message, text.getKey(), text.getValue()));
    }
    assertEquals(Set.of(), texts.keySet());
  }

  private static boolean isThis(String stored, String mark, String text) {
    String header = stored.substring(0, stored.indexOf("\r\n\r\n"));
    return header.contains(mark) && stored.endsWith("\r\n" + normalized(text));
  }

  private static String normalized(String text) {
    String lines = text.replaceAll("\r\n|\r|\n", "\r\n");
    return lines.endsWith("\r\n") ? lines : lines + "\r\n";
  }
}
