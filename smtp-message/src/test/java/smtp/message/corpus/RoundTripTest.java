package smtp.message.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import smtp.api.Content;
import smtp.api.Content.Encoding;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.message.DkimSigner;
import smtp.message.Message;
import smtp.message.Part;
import smtp.message.StoredMessage;
import smtp.message.support.DkimVerifier;
import smtp.message.support.Keys;
import smtp.message.support.WireLines;
import smtp.message.support.Written;

/**
 * The round trip: whatever form a message is sent in, another parser finds the same structure and
 * fields, the same bytes in each leaf, and the same bytes in what is signed; and the size is the
 * one that was announced. A form that this rules out does not exist, and the reason is told.
 */
class RoundTripTest {

  private static final List<Sample> CORPUS = Corpus.all();
  private static final Map<Sample, List<MimeTree.Entry>> EXPECTED = new HashMap<>();
  private static final KeyPair KEYS = Keys.generate("Ed25519");
  private static final byte[] BINARY = {0, '\n', '\r', (byte) 0xff};

  private static int forms;

  private interface Check {
    void of(Sample sample) throws Exception;
  }

  @AfterAll
  static void tellFigures() {
    System.out.println("Forms that were written and read: " + forms);
  }

  private static void forEach(Check check) {
    List<String> wrong = new ArrayList<>();
    for (Sample sample : CORPUS) {
      try {
        check.of(sample);
      } catch (Exception | AssertionError e) {
        wrong.add(sample.name() + ": " + e.toString().replaceAll("[^ -~]", "~"));
      }
    }
    List<String> first = wrong.stream().limit(20).toList();
    assertTrue(wrong.isEmpty(), () -> wrong.size() + " wrong\n" + String.join("\n", first));
  }

  private static StoredMessage read(Sample sample) throws IOException {
    return Message.read(sample.bytes())
        .withEnvelope(Envelope.of("ann@example.org", "bob@example.net"));
  }

  private static Stream<Content> forms(Content content) {
    return Stream.of(Optional.of(content), content.eightBit(), content.sevenBit())
        .flatMap(Optional::stream)
        .distinct();
  }

  private static void assertKept(Sample sample, List<MimeTree.Entry> found, Content content) {
    List<MimeTree.Entry> expected =
        EXPECTED.computeIfAbsent(
            sample, key -> MimeTree.of(key.onTheWire(content.encoding() == Encoding.BINARY)));
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      MimeTree.Entry before = expected.get(i);
      MimeTree.Entry after = found.get(i);
      assertTrue(before.isSame(after, sample.endsLine()), () -> before + " became " + after);
    }
    assertEquals(expected.size(), found.size(), () -> expected + " became " + found);
  }

  /** What servers are told of the bytes has to be true. */
  private static byte[] written(Content content) {
    byte[] bytes = Written.of(content).bytes();
    forms++;
    assertEquals(content.size().orElseThrow(), bytes.length);
    if (content.encoding() != Encoding.BINARY) {
      WireLines.assertValid(bytes, content.encoding() == Encoding.SEVEN_BIT ? 0x7f : 0xff);
      String text = new String(bytes, ISO_8859_1);
      assertTrue(text.isEmpty() || text.endsWith("\r\n"), "the last line has no end");
    }
    return bytes;
  }

  @Test
  void corpusHasMessagesOfEveryKind() throws IOException {
    Map<String, Integer> figures = new TreeMap<>();
    for (Sample sample : CORPUS) {
      Content content = read(sample).content();
      figures.merge(content.encoding() + " as it is", 1, Integer::sum);
      figures.merge(content.noSevenBitReason().isPresent() ? "kept" : "7-bit", 1, Integer::sum);
      figures.merge(content.eightBit().isPresent() ? "8-bit" : "kept binary", 1, Integer::sum);
    }
    System.out.println("Corpus of " + CORPUS.size() + " messages: " + figures);
    assertTrue(CORPUS.size() >= 300 && figures.size() == 7, figures.toString());
    assertTrue(figures.values().stream().allMatch(count -> count >= 50), figures.toString());
    assertEquals(CORPUS.size(), CORPUS.stream().map(Sample::text).distinct().count());
  }

  @Test
  void leavesAndSignedPartsAreKeptInEveryForm() {
    forEach(sample -> {
      Content content = read(sample).content();
      for (Content form : forms(content).toList()) {
        assertKept(sample, MimeTree.of(written(form)), content);
      }
    });
  }

  @Test
  void formExistsUnlessItWouldChangeWhatMustNotBeChanged() {
    forEach(sample -> {
      Content content = read(sample).content();
      boolean sevenBit = content.sevenBit().isPresent();
      boolean expected =
          sample.forms() == Sample.Forms.ALL || content.encoding() == Encoding.SEVEN_BIT;
      assertEquals(expected, sevenBit, content.noSevenBitReason().orElse("no reason"));
      assertEquals(!sevenBit, content.noSevenBitReason().filter(why -> !why.isBlank()).isPresent());
    });
  }

  @Test
  void signedFormKeepsAllOrIsRefusedBeforeAnythingIsSent() throws Exception {
    DkimSigner signer = DkimSigner.builder("example.org", "s", KEYS.getPrivate()).build();
    forEach(sample -> {
      StoredMessage message = read(sample);
      if (message.content().sevenBit().isEmpty()) {
        IOException refused = assertThrows(IOException.class, () -> signer.sign(message));
        String why = message.content().noSevenBitReason().orElseThrow();
        assertTrue(refused.getMessage().endsWith(", because " + why), refused.getMessage());
        return;
      }
      Mail signed = signer.sign(message);
      byte[] bytes = written(signed.content());
      assertKept(sample, MimeTree.of(bytes), message.content());
      assertTrue(new DkimVerifier(bytes).verify(0, KEYS.getPublic()));
    });
  }

  @Test
  void attachedMessageIsKeptInEveryFormOfTheOuterOne() {
    forEach(sample -> {
      StoredMessage message = read(sample);
      Message outer =
          Message.builder()
              .from("ann@example.org")
              .to("bob@example.net")
              .text("See below")
              .attach(Part.message(message), Part.of("a.bin", BINARY).asBinary())
              .build();
      Content content = outer.content();
      assertEquals(Encoding.BINARY, content.encoding());
      assertEquals(message.content().eightBit().isPresent(), content.eightBit().isPresent());
      assertEquals(message.content().sevenBit().isPresent(), content.sevenBit().isPresent());
      assertEquals(message.content().noSevenBitReason(), content.noSevenBitReason());
      for (Content form : forms(content).toList()) {
        List<MimeTree.Entry> found = MimeTree.attached(MimeTree.of(written(form)));
        assertKept(sample, found, message.content());
      }
    });
  }
}
