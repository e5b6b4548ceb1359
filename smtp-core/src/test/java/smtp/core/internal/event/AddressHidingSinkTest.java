package smtp.core.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpTransportException;
import smtp.core.EventLog;

/** Events with addresses hidden. */
class AddressHidingSinkTest {

  private final EventLog log = new EventLog();
  private final EventSink hidden = new AddressHidingSink(ListenerSink.of(log));

  private void command(String line) {
    hidden.on(new SessionEvent.CommandSent(new Exchange(), line));
  }

  private void reply(int code, String... lines) {
    hidden.on(new SessionEvent.ReplyReceived(null, Reply.of(code, lines), Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "MAIL FROM:<ann@example.org> SIZE=5, MAIL FROM:<***> SIZE=5",
        "MAIL FROM:<> SIZE=5, MAIL FROM:<> SIZE=5",
        "MAIL FROM:<a@b> AUTH=ann+40example AUTH=<>, MAIL FROM:<***> AUTH=*** AUTH=***",
        "RCPT TO:<postmaster>, RCPT TO:<***>",
        "RCPT TO:<\"a> b\\\">\"@c.d> NOTIFY=NEVER, RCPT TO:<***> NOTIFY=NEVER",
        "RCPT TO:<a@b> ORCPT=rfc822;bob+40example.net, RCPT TO:<***> ORCPT=***",
        "VRFY ann, VRFY ***",
        "EXPN staff SMTPUTF8, EXPN ***",
        "XFOO a b@c d, XFOO a *** d",
        "EHLO [127.0.0.1], EHLO [127.0.0.1]",
        "BDAT 5 LAST, BDAT 5 LAST",
        "NOOP, NOOP",
        "***, ***"
      })
  void commandIsReportedWithoutAddresses(String command, String shown) {
    command(command);
    assertEquals(List.of("C: " + shown), log.events());
  }

  @Test
  void replyIsReportedWithoutTheAddressOfItsCommand() {
    command("MAIL FROM:<ann@example.org>");
    command("RCPT TO:<\"b b\"@example.net>");
    command("RCPT TO:<bob@example.net>");
    reply(250, "2.1.0 <ann@example.org>... Sender ok");
    reply(550, "5.1.1 bob: user unknown", "5.1.1 <bob> bobby 'bob' Ann@Example.org.");
    assertEquals(
        List.of(
            "S: 250 2.1.0 *** Sender ok", "S: 550 5.1.1 *** user unknown\n5.1.1 *** bobby *** ***"),
        log.events("S"));
  }

  @Test
  void replyToVrfyIsHiddenWhole() {
    command("VRFY ann");
    reply(252, "2.0.0 Ann Archy", "<ann@example.org>");
    command("NOOP");
    reply(250, "Ann Archy");
    assertEquals(List.of("S: 252 ***", "S: 250 Ann Archy"), log.events("S"));
  }

  @Test
  void addressesOfAMessageAreForgottenWithTheNext() {
    command("MAIL FROM:<ok@example.org>");
    reply(250, "ok");
    command("MAIL FROM:<ann@example.org>");
    reply(250, "ok");
    assertEquals(List.of("S: 250 ***", "S: 250 ok"), log.events("S"));
  }

  private static SmtpException told(SmtpException cause) {
    AtomicReference<@Nullable SmtpException> told = new AtomicReference<>();
    SessionListener listener =
        new SessionListener() {
          @Override
          public void onClosed(@Nullable SmtpException failure) {
            told.set(failure);
          }
        };
    new AddressHidingSink(ListenerSink.of(listener)).on(new SessionEvent.Closed(cause));
    return Objects.requireNonNull(told.get());
  }

  @Test
  void failureIsReportedWithoutAddresses() {
    var harmless = new SmtpTransportException("gone", null);
    assertSame(harmless, told(harmless));
    var garbage = told(new SmtpProtocolException("not a reply: \"ann@example.org\""));
    assertEquals(SmtpProtocolException.class, garbage.getClass());
    assertEquals("not a reply: ***", garbage.getMessage());
    var busy =
        (SmtpServerDisconnectedException)
            told(
                new SmtpServerDisconnectedException("421 no a@b now", Reply.of(421, "no a@b now")));
    assertEquals("421 no *** now", busy.getMessage());
    assertEquals(Reply.of(421, "no *** now"), busy.reply().orElseThrow());
  }
}
