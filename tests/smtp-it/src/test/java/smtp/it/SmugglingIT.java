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
 * Sequences that servers have mistaken for the end of the data (CVE-2023-51764 to 51766), each
 * followed by commands, arrive at real servers within one message.
 *
 * <p>A content consists only of these sequences, one after another and repeated, so that every
 * buffer on the way ends within one. From one content to the next they are shifted by some bytes.
 * With {@code -Dsmtp.it.smuggling=N} there are N contents for each target and form; with as many as
 * {@link #PERIOD} has bytes, each end of a buffer splits each sequence at each position.
 */
class SmugglingIT {

  private static final int CONTENTS = Integer.getInteger("smtp.it.smuggling", 6);
  private static final String COMMANDS = "MAIL FROM:<evil@x.test>\r\n";
  private static final List<String> SEQUENCES = sequences();

  /**
   * Each sequence after a letter, followed by commands. The length is odd, so that the ends of
   * buffers, at multiples of powers of two, split it at different positions.
   */
  private static final String PERIOD =
      SEQUENCES.stream().map(one -> "x" + one + COMMANDS).collect(Collectors.joining("", "", "x"));

  /** Longer than the first two chunks of a stream. */
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

  /** A server, and the command with which the content is sent. */
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

  /** How the caller provides the content. */
  enum Form {
    ARRAY {
      @Override
      Content content(byte[] bytes) {
        return Content.of(bytes);
      }
    },
    SMALL_PIECES {
      @Override
      Content content(byte[] bytes) {
        return Content.of(
            Encoding.EIGHT_BIT,
            out -> {
              for (int i = 0; i < bytes.length; i += 7) {
                out.write(bytes, i, Math.min(7, bytes.length - i));
              }
            });
      }
    },
    STREAM {
      @Override
      Content content(byte[] bytes) {
        return Content.once(new ByteArrayInputStream(bytes));
      }
    },
    FILE {
      @Override
      Content content(byte[] bytes) throws Exception {
        return Content.of(Files.write(Files.createTempFile(files, "content", ""), bytes));
      }
    };

    abstract Content content(byte[] bytes) throws Exception;
  }

  static Stream<Arguments> ways() {
    return Stream.of(Target.values())
        .flatMap(target -> Stream.of(Form.values()).map(form -> Arguments.of(target, form)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void sequencesAcrossTheEndsOfBuffersAreContent(Target target, Form form) throws Exception {
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

  /** Only the end of the data follows. */
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

  /** As written by the message builder, which also affects line endings. */
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
