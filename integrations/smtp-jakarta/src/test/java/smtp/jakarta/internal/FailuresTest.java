package smtp.jakarta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import jakarta.mail.Address;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import org.junit.jupiter.api.Test;
import smtp.api.Reply;
import smtp.api.SmtpConnectException;

/** Without Angus Mail, the exceptions are those of Jakarta Mail, with the same facts. */
class FailuresTest {

  private static final Address[] NONE = {};

  @Test
  void angusMailsAreThrownWhereItIsThere() {
    assertInstanceOf(AngusFailures.class, Failures.KNOWN);
  }

  @Test
  void refusalHasTheReplyAndTheAddresses() throws Exception {
    Address[] unsent = {new InternetAddress("a@example.net")};
    SendFailedException failure =
        new Failures().send(".", Reply.of(554, "no"), null, NONE, unsent, NONE);
    assertEquals(SendFailedException.class, failure.getClass());
    assertEquals("554 no", failure.getMessage());
    assertEquals(unsent[0], failure.getValidUnsentAddresses()[0]);
  }

  @Test
  void failureToConnectHasItsCause() {
    SmtpConnectException cause = new SmtpConnectException("mail:25: refused", (Throwable) null);
    assertSame(cause, new Failures().connect(cause, "mail", 25, -1).getNextException());
  }
}
