package smtp.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content.Encoding;

class ContentTest {

  @TempDir Path folder;

  static byte[] written(Content content) throws Exception {
    var out = new ByteArrayOutputStream();
    content.writeTo(out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'a', 3",
    "'a\r\n', 3",
    "'a\n', 3",
    "'a\r', 3",
    "'\n', 2",
    "'\r', 2",
    "'\r\r', 4",
    "'\n\r', 4",
    "'\r\n\r\n', 4",
    "'a\nb\rc\r\nd', 12",
    "'a\r\r\nb', 8",
    "'.\r\n..\r\n', 7",
  })
  void sizeCountsEveryLineWithCrlfAndNoDoubledDots(String text, long size) {
    assertEquals(OptionalLong.of(size), Content.of(text).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "a\r\n", "a\r\n\r\n.\r\n"})
  void linesThatEndWithCrlfAreCanonical(String text) throws Exception {
    assertTrue(Content.of(text).hasCanonicalLines());
    assertTrue(Content.of(Files.writeString(folder.resolve("m"), text)).hasCanonicalLines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\n", "\r", "a\r\nb\n", "a\nb\r\n", "a\rb\r\n", "a\r\n\r", "\r\r\n"})
  void otherLinesAreNotCanonical(String text) throws Exception {
    assertFalse(Content.of(text).hasCanonicalLines());
    assertFalse(Content.of(Files.writeString(folder.resolve("m"), text)).hasCanonicalLines());
    assertFalse(Content.of(Encoding.SEVEN_BIT, out -> {}).hasCanonicalLines());
  }

  @Test
  @Tag("S96")
  void encodingFollowsTheBytes() {
    assertEquals(Encoding.SEVEN_BIT, Content.of("").encoding());
    assertEquals(Encoding.SEVEN_BIT, Content.of(new byte[] {0, 13, 127}).encoding());
    assertEquals(Encoding.EIGHT_BIT, Content.of("ü").encoding());
    assertEquals(Encoding.EIGHT_BIT, Content.of(new byte[] {65, (byte) 0x80}).encoding());
  }

  @Test
  void arrayIsWrittenAsItIsAndAgain() throws Exception {
    byte[] bytes = "a\n.\rü\0".getBytes(UTF_8);
    Content content = Content.of(bytes);
    assertArrayEquals(bytes, written(content));
    assertArrayEquals(bytes, written(content));
    assertTrue(content.repeatable());
    assertFalse(content.requiresUtf8());
    assertEquals(Optional.empty(), content.sevenBit());
  }

  @Test
  void fileIsWrittenAsItIsAndAgain() throws Exception {
    byte[] bytes = ("line\n".repeat(40_000) + "ü\r").getBytes(UTF_8);
    Path file = Files.write(folder.resolve("mail"), bytes);
    Content content = Content.of(file);
    assertArrayEquals(bytes, written(content));
    assertArrayEquals(bytes, written(content));
    assertEquals(Content.of(bytes).size(), content.size());
    assertEquals(Encoding.EIGHT_BIT, content.encoding());
    assertTrue(content.repeatable());
  }

  @Test
  void fileThatShrankOrGrewIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("mail"), "one\r\ntwo\r\n");
    Content content = Content.of(file);
    Files.writeString(file, "one\r\n");
    assertThrows(IOException.class, () -> written(content));
    Files.writeString(file, "one\r\ntwo\r\nthree\r\n");
    var e = assertThrows(IOException.class, () -> written(content));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void missingFileIsRefusedAtOnce() {
    assertThrows(NoSuchFileException.class, () -> Content.of(folder.resolve("none")));
  }

  @Test
  void sourceIsCalledEachTime() throws Exception {
    Content content = Content.of(Encoding.BINARY, out -> out.write(65));
    assertArrayEquals(new byte[] {65}, written(content));
    assertArrayEquals(new byte[] {65}, written(content));
    assertEquals(Encoding.BINARY, content.encoding());
    assertEquals(OptionalLong.empty(), content.size());
    assertTrue(content.repeatable());
  }

  @ParameterizedTest
  @CsvSource({
    "'', SEVEN_BIT, false",
    "'Subject: x\n\nbody', SEVEN_BIT, false",
    "'Subject: x\n\nü', EIGHT_BIT, false",
    "'Subject: ü\r\n\r\nbody', EIGHT_BIT, true",
    "'Subject: x\nX: ü', EIGHT_BIT, true",
    "'\nü', EIGHT_BIT, false",
    "'\r\nü', EIGHT_BIT, false",
  })
  void surveyLearnsWhatTheSourceWritesHoweverItWritesIt(
      String text, Encoding encoding, boolean utf8) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    Content.Source byteByByte =
        out -> {
          for (byte b : bytes) {
            out.write(b);
          }
        };
    for (Content.Source source : List.<Content.Source>of(byteByByte, out -> out.write(bytes))) {
      Content content = Content.surveyed(source);
      assertEquals(Content.of(bytes).size(), content.size());
      assertEquals(Content.of(bytes).hasCanonicalLines(), content.hasCanonicalLines());
      assertEquals(encoding, content.encoding());
      assertEquals(utf8, content.requiresUtf8());
      assertArrayEquals(bytes, written(content));
    }
  }

  @Test
  void surveyedSourceWritesLargePieces() throws Exception {
    var pieces = new ArrayList<Integer>();
    var out =
        new OutputStream() {
          @Override
          public void write(int b) {
            pieces.add(1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            pieces.add(length);
          }
        };
    Content.surveyed(
            to -> {
              for (int i = 0; i < 10_000; i++) {
                to.write('x');
              }
            })
        .writeTo(out);
    assertEquals(List.of(8192, 1808), pieces);
  }

  @Test
  void surveyedSourceThatWritesAnotherLengthLaterIsRefused() throws Exception {
    var lengths = new ArrayDeque<Integer>(List.of(3, 4));
    Content content = Content.surveyed(out -> out.write(new byte[lengths.remove()]));
    IOException failure = assertThrows(IOException.class, () -> written(content));
    assertEquals(
        "The source wrote 3 bytes when the content was made, and 4 now; make a new content",
        failure.getMessage());
  }

  @Test
  void surveyThrowsWhatTheSourceThrowsAsAnIoException() {
    Exception failure = new Exception("no template");
    Content.Source broken =
        out -> {
          throw failure;
        };
    assertSame(failure, assertThrows(IOException.class, () -> Content.surveyed(broken)).getCause());
  }

  @Test
  void exceptionOfASourceIsThrown() {
    Exception failure = new Exception("no template");
    Content content =
        Content.of(
            Encoding.SEVEN_BIT,
            out -> {
              throw failure;
            });
    assertSame(failure, assertThrows(Exception.class, () -> written(content)));
  }

  @Test
  void streamIsWrittenOnceAndLeftOpen() throws Exception {
    var open = new boolean[] {true};
    InputStream stream =
        new ByteArrayInputStream("a\r\n".getBytes(UTF_8)) {
          @Override
          public void close() {
            open[0] = false;
          }
        };
    Content content = Content.once(stream);
    assertFalse(content.repeatable());
    assertEquals(Encoding.EIGHT_BIT, content.encoding());
    assertEquals(OptionalLong.empty(), content.size());
    assertArrayEquals("a\r\n".getBytes(UTF_8), written(content));
    assertTrue(open[0]);
    assertThrows(IllegalStateException.class, () -> written(content));
  }

  @Test
  void contentInLinesIsItsOwnEightBitForm() {
    Content text = Content.of("ü");
    assertSame(text, text.eightBit().orElseThrow());
    Content binary = Content.of(Encoding.BINARY, out -> out.write(0));
    assertEquals(Optional.empty(), binary.eightBit());
  }
}
