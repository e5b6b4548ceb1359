package smtp.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import smtp.api.internal.Ascii;
import smtp.api.internal.PrintableText;
import smtp.fuzz.FuzzTest;

/** Every accepted mailbox is written as it was read, and cannot end its path. */
class MailboxFuzzTest {

  @FuzzTest
  void mailboxIsWrittenAsItWasReadOrRefused(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    Mailbox mailbox;
    try {
      mailbox = Mailbox.of(text);
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage().codePoints().allMatch(PrintableText::isPrintable));
      assertTrue(refused.getMessage().length() < 1500);
      return;
    }
    assertEquals(text, mailbox.toString());
    assertEquals(mailbox, Mailbox.reversePath(text));
    assertTrue(text.getBytes(UTF_8).length <= 254);
    assertTrue(text.chars().noneMatch(c -> c < 0x20 || c == 0x7f));
    assertEquals(domain(text), mailbox.domain());
    checkAsciiDomain(mailbox);
    checkParameter(mailbox, Parameter.auth(mailbox));
    if (mailbox.isAscii()) {
      checkParameter(mailbox, Parameter.orcpt(mailbox));
    }
  }

  /** A second, simpler way to find the domain: after the last "@" that is not quoted. */
  private static String domain(String text) {
    String unquoted = text.replaceFirst("^\"(?:[^\"\\\\]|\\\\.)*\"", "q");
    assertTrue(unquoted.chars().noneMatch(c -> "<> ,;()\"\\".indexOf(c) >= 0), text);
    String[] parts = unquoted.split("@", -1);
    assertTrue(parts.length <= 2, text);
    return parts.length == 2 ? parts[1] : "";
  }

  private static void checkAsciiDomain(Mailbox mailbox) {
    Mailbox converted;
    try {
      converted = mailbox.withAsciiDomain();
    } catch (IllegalArgumentException refused) {
      assertTrue(!Ascii.isAscii(mailbox.domain()));
      return;
    }
    assertTrue(Ascii.isAscii(converted.domain()));
    assertEquals(mailbox.localPart(), converted.localPart());
    assertEquals(converted.domain(), domain(converted.toString()));
    assertEquals(converted, Mailbox.of(converted.toString()));
  }

  private static void checkParameter(Mailbox mailbox, Parameter parameter) {
    String written = parameter.toString();
    assertTrue(written.chars().allMatch(c -> c > 0x20 && c < 0x7f), written);
    String value = written.replaceFirst("^(AUTH=|ORCPT=rfc822;)", "");
    assertEquals(-1, value.indexOf('='));
    assertEquals(mailbox.toString(), decoded(value));
  }

  /** Decodes xtext (RFC 3461, section 4). */
  private static String decoded(String xtext) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < xtext.length(); i++) {
      if (xtext.charAt(i) == '+') {
        out.write(HexFormat.fromHexDigits(xtext, i + 1, i + 3));
        i += 2;
      } else {
        out.write(xtext.charAt(i));
      }
    }
    return out.toString(UTF_8);
  }
}
