package smtp.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What a certificate says is the server's text: it is shown on one line, and cut. */
class CertificateTextTest {

  @Test
  void textIsEscaped() {
    assertEquals("a\\u202eb\\u000ac", CertificateText.printable("a\u202eb\nc"));
    assertEquals("Bücher 🔑", CertificateText.printable("Bücher 🔑"));
  }

  @Test
  void textIsCutToItsMaximum() {
    assertEquals("🔑".repeat(100), CertificateText.printable("🔑".repeat(100)));
    assertEquals("🔑".repeat(100) + "...", CertificateText.printable("🔑".repeat(101)));
  }
}
