package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.EhloAfterLogin;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpSession;
import smtp.testkit.ScriptedServer;

/** EHLO after the login costs a round trip, and some servers forget the login then. */
class EhloAfterLoginTest {

  private static final String LOGIN = "C: AUTH EXTERNAL *\nS: 235 ok\n";
  private static final Mail EIGHT_BIT =
      Play.mail(Content.of(Content.Encoding.EIGHT_BIT, out -> out.write(new byte[] {-28})));

  private static String hello(String... extensions) {
    String[] all = new String[extensions.length + 1];
    all[0] = "AUTH EXTERNAL";
    System.arraycopy(extensions, 0, all, 1, extensions.length);
    return Play.hello(all);
  }

  private static SmtpSession session(ScriptedServer server, EhloAfterLogin when) throws Exception {
    return Play.builder(server)
        .credentials(Credentials.external(""))
        .mechanism(FakeMechanism.of("EXTERNAL").initial("x"))
        .ehloAfterLogin(when)
        .build()
        .connect();
  }

  @ParameterizedTest
  @CsvSource({
    "IF_NEEDED, DSN,  false",
    "IF_NEEDED, BURL, true",
    "ALWAYS,    DSN,  true",
    "NEVER,     DSN,  false",
    "NEVER,     BURL, false"
  })
  void ehloIsSentAfterTheLoginIfItIsAskedForOrTheServerOffersBurl(
      EhloAfterLogin when, String offered, boolean again) throws Exception {
    String script = hello(offered) + LOGIN + (again ? Play.ehlo("SIZE 10", "DSN") : "");
    try (var server = Play.server(script + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = session(server, when)) {
      session.noop();
      assertEquals(again, session.capabilities().has(Extension.SIZE));
      assertEquals(!again, session.capabilities().has(Extension.AUTH));
      server.assertCompleted();
    }
  }

  @Test
  void ehloIsSentWhenAMessageNeedsWhatWasNotOffered() throws Exception {
    String message =
        Play.transaction("250 ok")
            .replaceFirst("org>", "org> BODY=8BITMIME")
            .replace(Play.DATA, "DATA *\n");
    try (var server = Play.server(hello() + LOGIN + Play.ehlo("8BITMIME") + message);
        SmtpSession session = session(server, EhloAfterLogin.IF_NEEDED)) {
      assertEquals("Accepted 250", Play.recipients(session.send(EIGHT_BIT)));
      server.assertCompleted();
    }
  }

  /** The server is asked once: after that it is known what it offers. */
  @ParameterizedTest
  @ValueSource(strings = {"S: 250 mail.example.org\n", "S: 503 5.5.1 once is enough\n"})
  void messageIsRefusedIfTheServerOffersNoMoreAfterTheLogin(String reply) throws Exception {
    String script = hello("SIZE 1000") + LOGIN + "C: EHLO *\n" + reply;
    try (var server = Play.server(script + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = session(server, EhloAfterLogin.IF_NEEDED)) {
      for (int i = 0; i < 2; i++) {
        assertThrows(SmtpNotSupportedException.class, () -> session.send(EIGHT_BIT));
      }
      assertTrue(session.isOpen());
      session.noop();
      assertEquals(
          reply.contains("503"), session.capabilities().has(Extension.SIZE), "the first list");
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NEVER", "ALWAYS"})
  void ehloIsNotSentForAMessageIfTheClientDecided(EhloAfterLogin when) throws Exception {
    String again = when == EhloAfterLogin.ALWAYS ? Play.ehlo() : "";
    try (var server = Play.server(hello() + LOGIN + again + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = session(server, when)) {
      assertThrows(SmtpNotSupportedException.class, () -> session.send(EIGHT_BIT));
      session.noop();
      assertFalse(session.capabilities().has(Extension.EIGHTBITMIME));
      server.assertCompleted();
    }
  }
}
