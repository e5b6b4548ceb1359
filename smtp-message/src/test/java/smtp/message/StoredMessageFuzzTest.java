package smtp.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.api.Content.Encoding.BINARY;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import smtp.api.Content;
import smtp.fuzz.FuzzTest;
import smtp.message.support.StoredText;
import smtp.message.support.Written;

/** Any bytes read as a message are sent as they are, except for Bcc, in forms that servers take. */
class StoredMessageFuzzTest {

  @FuzzTest
  void anyMessageIsSentAsItIsOrRefused(byte[] bytes) {
    StoredMessage message;
    try {
      message = Message.read(bytes);
    } catch (IOException refused) {
      // It is signed, and sending would change it.
      assertTrue(new String(bytes, ISO_8859_1).matches("(?is).*(dkim|arc-message)-signature.*"));
      return;
    }
    Content content = message.content();
    String written = text(content);
    assertEquals(StoredText.withoutBcc(text(bytes)), StoredText.lines(written));
    checkEnvelope(message);
    content.eightBit().ifPresent(StoredMessageFuzzTest::checkEightBit);
    content.sevenBit().ifPresent(StoredMessageFuzzTest::checkSevenBit);
    checkStream(bytes, written);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private static String text(Content content) {
    return text(Written.of(content).bytes());
  }

  private static void checkEnvelope(StoredMessage message) {
    try {
      assertTrue(!message.envelope().recipients().isEmpty());
    } catch (IllegalStateException e) {
      assertTrue(e.getMessage().chars().noneMatch(Character::isISOControl));
    }
  }

  private static void checkEightBit(Content content) {
    assertNotEquals(BINARY, content.encoding());
    String text = text(content);
    assertTrue(text.lines().allMatch(line -> line.length() <= 998));
    assertTrue(text.indexOf('\0') < 0);
  }

  private static void checkSevenBit(Content content) {
    checkEightBit(content);
    assertTrue(text(content).chars().allMatch(c -> c < 0x80));
  }

  /** From a stream, the same message is written, unless it is not text. */
  private static void checkStream(byte[] bytes, String written) {
    boolean lines =
        written.indexOf('\0') < 0 && written.lines().allMatch(line -> line.length() <= 998);
    try {
      Content streamed = Message.read(new ByteArrayInputStream(bytes)).content();
      if (lines) {
        assertEquals(StoredText.lines(written), StoredText.lines(text(streamed)));
      } else {
        assertThrows(IOException.class, () -> streamed.writeTo(OutputStream.nullOutputStream()));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
