package smtp.core.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import smtp.api.Capabilities;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;

class PortionsTest {

  private static final Content ONCE = Content.once(new ByteArrayInputStream(new byte[0]));

  private static Mail mail(Content content, String... recipients) {
    return Mail.of(Envelope.of("a@example.org", recipients), content);
  }

  private static Capabilities limits(String limits) {
    return Capabilities.of(Map.of(Extension.LIMITS, limits));
  }

  private static String divided(String limits, String... recipients) throws SmtpException {
    List<String> all = List.of(recipients);
    return Portions.of(mail(Content.of("x"), recipients), limits(limits), false).stream()
        .map(portion -> portion.select(all).toString())
        .reduce("", String::concat);
  }

  @Test
  void recipientsAreDividedByDomainOnlyIfDomainsAreLimited() throws SmtpException {
    assertEquals("[a@x, b@y, c@z]", divided("RCPTMAX=3", "a@x", "b@y", "c@z"));
    assertEquals("[a@x, b@y][c@z]", divided("RCPTMAX=2", "a@x", "b@y", "c@z"));
    assertEquals("[a@x, b@y][c@z]", divided("RCPTDOMAINMAX=2", "a@x", "b@y", "c@z"));
  }

  @Test
  void domainCountsAgainInTheNextTransaction() throws SmtpException {
    assertEquals("[a@x][b@y][c@x]", divided("RCPTDOMAINMAX=1", "a@x", "b@y", "c@x"));
    assertEquals("[a@x, b@X][c@x, d@x]", divided("RCPTMAX=2", "a@x", "b@X", "c@x", "d@x"));
  }

  @Test
  void contentOfOneTransactionNeedNotBeRepeatable() throws SmtpException {
    assertEquals(1, Portions.of(mail(ONCE, "a@x", "b@x"), limits("RCPTMAX=2"), true).size());
    assertEquals(1, Portions.of(mail(ONCE, "a@x"), Capabilities.none(), true).size());
  }

  @Test
  void messageSaysWhyRecipientsCannotBeDivided() {
    assertTrue(refusal(ONCE, false).endsWith("but the content can be written only once"));
    assertTrue(refusal(Content.of("x"), true).endsWith("but allOrNone() is set"));
  }

  private static String refusal(Content content, boolean allOrNone) {
    Mail mail = mail(content, "a@x", "b@x");
    return assertThrows(
            SmtpNotSupportedException.class,
            () -> Portions.of(mail, limits("RCPTMAX=1"), allOrNone))
        .getMessage();
  }
}
