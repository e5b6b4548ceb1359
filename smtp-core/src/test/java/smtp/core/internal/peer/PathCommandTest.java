package smtp.core.internal.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.api.Capabilities;
import smtp.api.Extension;
import smtp.api.Mailbox;
import smtp.api.Parameter;
import smtp.api.Recipient;
import smtp.api.SmtpException;

class PathCommandTest {

  private static final Capabilities OFFERED =
      Capabilities.of(Map.of(Extension.DSN, "", Extension.SIZE, "", Extension.SMTPUTF8, ""));

  private static String encoded(PathCommand command) {
    ByteBuffer out = ByteBuffer.allocate(command.maxLength());
    command.encode(out);
    return UTF_8.decode(out.flip()).toString();
  }

  /** Returns a parameter that makes a line of this length. */
  private static Parameter free(int octets) {
    return Parameter.of("X", "x".repeat(octets - "RCPT TO:<b@example.net> X=\r\n".length()));
  }

  private static PathCommand rcpt(Parameter... parameters) throws SmtpException {
    return PathCommand.rcpt(Recipient.of("b@example.net", parameters), false, OFFERED);
  }

  /** RFC 5321, section 4.5.3.1.4. */
  @Test
  void freeParameterMayFillTheLine() throws SmtpException {
    assertEquals(512, encoded(rcpt(free(512))).length());
    assertThrows(IllegalArgumentException.class, () -> rcpt(free(513)));
  }

  /** RFC 3461, section 4: it extends the line by its own length. */
  @Test
  void parameterOfAnExtensionMakesTheLineLonger() throws SmtpException {
    Parameter never = Parameter.notifyNever();
    int added = " NOTIFY=NEVER".length();
    assertEquals(512 + added, encoded(rcpt(never, free(512))).length());
    assertEquals(512 + added, encoded(rcpt(free(512), never)).length());
    assertThrows(IllegalArgumentException.class, () -> rcpt(never, free(513)));
  }

  @ParameterizedTest
  @CsvSource({"0, ' SIZE=0'", "9, ' SIZE=9'", "10, ' SIZE=10'", "123456789, ' SIZE=123456789'"})
  void sizeMakesTheLineLonger(long size, String told) throws SmtpException {
    Parameter free = Parameter.of("X", "x".repeat(512 - "MAIL FROM:<> X=\r\n".length()));
    PathCommand mail = PathCommand.mail(Mailbox.NULL, List.of(free), false, OFFERED).withSize(size);
    assertEquals("MAIL FROM:<> " + free + told, mail.line());
    assertEquals(mail.line() + "\r\n", encoded(mail));
  }

  @Test
  void callersSizeIsDeclared() throws SmtpException {
    PathCommand mail = PathCommand.mail(Mailbox.NULL, List.of(Parameter.size(5)), false, OFFERED);
    assertEquals("MAIL FROM:<> SIZE=5", mail.withSize(9).line());
  }

  /**
   * A domain with A-labels needs no SMTPUTF8; if it was declared, the address is sent unchanged.
   */
  @Test
  void domainIsInALabelsUnlessUtf8WasDeclared() throws SmtpException {
    Recipient recipient = Recipient.of("b@bücher.example");
    assertEquals(
        "RCPT TO:<b@xn--bcher-kva.example>", PathCommand.rcpt(recipient, false, OFFERED).line());
    assertEquals("RCPT TO:<b@bücher.example>", PathCommand.rcpt(recipient, true, OFFERED).line());
  }
}
