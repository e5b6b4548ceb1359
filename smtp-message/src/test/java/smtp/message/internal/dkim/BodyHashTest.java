package smtp.message.internal.dkim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** With the examples of RFC 6376, section 3.4. */
class BodyHashTest {

  @Test
  void emptyBodyHasTheHashOfTheRfc() throws Exception {
    // Sections 3.4.3 and 3.4.4
    assertEquals(
        "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=", bodyHash(CanonicalForm.SIMPLE, ""));
    assertEquals(
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", bodyHash(CanonicalForm.RELAXED, ""));
  }

  @Test
  void bodyAndFieldsHaveTheCanonicalFormsOfTheRfc() throws Exception {
    // Section 3.4.5
    String body = " C \r\nD \t E\r\n\r\n\r\n";
    assertEquals(sha256(" C\r\nD E\r\n"), bodyHash(CanonicalForm.RELAXED, body));
    assertEquals(sha256(" C \r\nD \t E\r\n"), bodyHash(CanonicalForm.SIMPLE, body));
    assertEquals("a:X\r\n", CanonicalForm.RELAXED.field("A: X\r\n"));
    assertEquals("b:Y Z\r\n", CanonicalForm.RELAXED.field("B : Y\t\r\n\tZ  \r\n"));
  }

  private static String sha256(String text) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }

  private static String bodyHash(CanonicalForm form, String body) throws Exception {
    BodyHash hash = new BodyHash(form, MessageDigest.getInstance("SHA-256"));
    hash.write(body.getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(hash.hash());
  }
}
