package smtp.message.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtp.api.Content;
import smtp.message.Message;
import smtp.message.support.Written;

/** OpenSSL makes an S/MIME signature, and verifies it in each form of a message that holds it. */
class SmimeVerifyTest {

  private static final String MISSING = "Skipped: there is no openssl with smime on the path";

  @TempDir static Path dir;

  @BeforeAll
  static void makeKey() throws Exception {
    boolean made =
        run(
            List.of(
                ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=ann"
                        + " -keyout key.pem -out cert.pem")
                    .split(" ")));
    if (!made) {
      System.out.println(MISSING);
    }
    assumeTrue(made, MISSING);
  }

  private static boolean run(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .directory(dir.toFile())
              .redirectErrorStream(true)
              .redirectOutput(dir.resolve("log.txt").toFile())
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns a signed entity with CRLF line ends. */
  private static String signed(String entity) throws Exception {
    Files.writeString(dir.resolve("entity"), entity, ISO_8859_1);
    assertTrue(
        run(
            List.of(
                ("openssl smime -sign -binary -crlfeol -md sha256 -in entity -out signed"
                        + " -signer cert.pem -inkey key.pem")
                    .split(" "))),
        () -> log());
    String made = Files.readString(dir.resolve("signed"), ISO_8859_1);
    return made.replace("\r\n", "\n").replace("\n", "\r\n");
  }

  private static boolean isValid(String signed) throws Exception {
    Files.writeString(dir.resolve("received"), signed, ISO_8859_1);
    return run(
        List.of("openssl smime -verify -noverify -binary -in received -out text".split(" ")));
  }

  private static String log() {
    try {
      return Files.readString(dir.resolve("log.txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String listed(String signed) {
    return Composite.HEADER
        + Composite.MIXED.around(
            signed.replaceFirst("MIME-Version: 1.0\r\n", ""),
            LeafKind.DECLARED_7BIT,
            0,
            Composite.Footer.EIGHT_BIT);
  }

  private static String signedEntity(String message) {
    String part = message.substring(message.indexOf("Content-Type: multipart/signed"));
    return "MIME-Version: 1.0\r\n" + part.substring(0, part.indexOf("\r\n--MIXED=0"));
  }

  @Test
  void signatureIsValidInEachFormOfAListsMessage() throws Exception {
    String signed =
        signed("Content-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHello \r\n");
    assertTrue(isValid(signed), SmimeVerifyTest::log);
    for (String stored : List.of(listed(signed), listed(signed).replace("\r\n", "\n"))) {
      Content content = Message.read(stored.getBytes(ISO_8859_1)).content();
      for (Content form : Stream.of(content, content.sevenBit().orElseThrow()).toList()) {
        assertTrue(isValid(signedEntity(Written.of(form).latin1())), SmimeVerifyTest::log);
      }
    }
    String changed = signed.replace("Hello ", "Hello");
    assertEquals(false, isValid(changed));
  }
}
