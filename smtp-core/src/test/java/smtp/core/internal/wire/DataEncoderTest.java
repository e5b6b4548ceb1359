package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.core.internal.wire.DataEncoder.Form;

class DataEncoderTest {

  private static final String CLEAN = "Subject: hi\r\n\r\nA line.\r\n ..not first\r\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""          | .~
          ~           | ~.~
          <           | ~.~
          >           | ~.~
          ><          | ~.~
          <>          | ~~.~
          <<          | ~~.~
          >>          | ~~.~
          a           | a~.~
          a~          | a~.~
          a>          | a~.~
          a<          | a~.~
          a<b         | a~b~.~
          a>b         | a~b~.~
          a>~b        | a~~b~.~
          a~<b        | a~~b~.~
          .           | ..~.~
          .~          | ..~.~
          ..          | ...~.~
          a~.b~       | a~..b~.~
          a<.b        | a~..b~.~
          a>.b        | a~..b~.~
          a<.<b       | a~..~b~.~
          a~.~        | a~..~.~
          a.~b.       | a.~b.~.~
          ~.          | ~..~.~
          """)
  @Tag("S102")
  @Tag("P20")
  @Tag("P23")
  void encodesForData(String content, String wire) {
    for (Splitting splitting : Splitting.values()) {
      assertEquals(octets(wire), Encoded.encode(Form.DATA, splitting.cut(bytes(content))));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""          | ""
          ~           | ~
          <           | ~
          >           | ~
          a           | a~
          a>          | a~
          a<b>c~d     | a~b~c~d~
          .           | .~
          .~..~.      | .~..~.~
          """)
  void bdatHasNoStuffing(String content, String wire) {
    for (Splitting splitting : Splitting.values()) {
      assertEquals(octets(wire), Encoded.encode(Form.BDAT, splitting.cut(bytes(content))));
    }
  }

  @Test
  void cleanContentIsOneRun() throws IOException {
    byte[] content = ("xx" + CLEAN.repeat(50)).getBytes(US_ASCII);
    List<byte[]> arrays = new ArrayList<>();
    List<String> runs = new ArrayList<>();
    DataEncoder<IOException> encoder =
        new DataEncoder<>(
            Form.DATA,
            (octets, offset, length) -> {
              arrays.add(octets);
              runs.add(offset + "+" + length);
            });

    encoder.write(content, 2, content.length - 2);
    encoder.finish();

    assertEquals(List.of("2+" + (content.length - 2), "2+3"), runs);
    assertSame(content, arrays.getFirst());
  }

  @Test
  void runIsSplitOnlyAtAChange() throws IOException {
    List<String> runs = new ArrayList<>();
    DataEncoder<IOException> encoder =
        new DataEncoder<>(
            Form.DATA,
            (octets, offset, length) -> runs.add(new String(octets, offset, length, ISO_8859_1)));

    encoder.write(bytes("a~b~.c~d~e<f"), 0, 16);
    encoder.finish();

    assertEquals(List.of("a\r\nb\r\n.", ".c\r\nd\r\ne", "\r\n", "f", "\r\n.\r\n"), runs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "a~", "a<", "a<<", "<.", ".", "a>", "0123456<", "0123456~~"})
  void noRunIsEmpty(String content) throws IOException {
    for (Form form : List.of(Form.DATA, Form.BDAT)) {
      DataEncoder<IOException> encoder =
          new DataEncoder<>(form, (octets, offset, length) -> assertTrue(length > 0));
      byte[] octets = bytes(content);
      encoder.write(octets, 0, octets.length);
      encoder.finish();
    }
  }

  @Test
  void countIsWhatTheSinkReceived() throws IOException {
    DataEncoder<IOException> encoder = new DataEncoder<>(Form.DATA, (octets, offset, length) -> {});
    encoder.write(bytes("..<"), 0, 3);
    assertEquals("...~".length() + 1, encoder.encoded());
    encoder.write(bytes("ab"), 0, 2);
    assertEquals("...~ab".length() + 1, encoder.encoded());
    encoder.finish();
    assertEquals(0, encoder.encoded());
  }

  @Test
  void inputArrayIsNotChanged() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    DataEncoder<IOException> encoder = new DataEncoder<>(Form.DATA, wire::write);
    byte[] content = bytes("a<.b>c");
    byte[] before = content.clone();
    encoder.write(content, 0, content.length);
    assertArrayEquals(before, content);
    content[content.length - 1] = '\r';
    encoder.finish();

    assertEquals("a\r\n..b\r\nc\r\n.\r\n", wire.toString(US_ASCII));
  }

  @Test
  void encoderCanBeReused() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    DataEncoder<IOException> encoder = new DataEncoder<>(Form.DATA, wire::write);
    encoder.write(bytes("a>"), 0, 2);
    encoder.finish();
    encoder.write(bytes(".b"), 0, 2);
    encoder.finish();

    assertEquals("a\r\n.\r\n..b\r\n.\r\n", wire.toString(US_ASCII));
  }

  @Test
  void resetDiscardsAnAbandonedContent() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    DataEncoder<IOException> encoder = new DataEncoder<>(Form.DATA, wire::write);
    encoder.write(bytes("abc>"), 0, 4);
    encoder.reset();
    wire.reset();
    encoder.write(bytes(".d"), 0, 2);
    encoder.finish();

    assertEquals("..d\r\n.\r\n", wire.toString(US_ASCII));
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "-1, 2", "0, 5", "0, -1", "5, 0", "2, 2147483647"})
  void sliceOutsideTheArrayIsRefused(int offset, int length) throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    DataEncoder<IOException> encoder = new DataEncoder<>(Form.DATA, wire::write);

    assertThrows(
        IndexOutOfBoundsException.class, () -> encoder.write(bytes("..."), offset, length));
    encoder.finish();

    assertEquals(".\r\n", wire.toString(US_ASCII));
  }

  private static byte[] bytes(String symbols) {
    return octets(symbols).getBytes(US_ASCII);
  }

  /** In the tables {@code >} is CR, {@code <} is LF and {@code ~} is CRLF. */
  private static String octets(String symbols) {
    return symbols.replace("~", "><").replace('>', '\r').replace('<', '\n');
  }
}
