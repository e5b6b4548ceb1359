package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Content.Encoding;
import smtp.api.Extension;
import smtp.api.Mailbox;
import smtp.api.Parameter;
import smtp.api.Parameter.Late;
import smtp.api.Parameter.Notification;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** Every parameter is sent with the command of its RFC, and only if its extension is offered. */
class ParametersTest {

  private static final Instant INSTANT = Instant.parse("2026-03-01T12:30:45Z");
  private static final Mailbox PLUS = Mailbox.of("ann+list@example.org");

  private static Arguments row(String factory, Parameter parameter, String line, String offer) {
    return Arguments.of(factory, parameter, line, offer);
  }

  static Stream<Arguments> ofMail() {
    return Stream.of(
        row("size", Parameter.size(10), "SIZE=10", "SIZE"),
        row("body", Parameter.body(Encoding.SEVEN_BIT), "BODY=7BIT", "8BITMIME"),
        row("body", Parameter.body(Encoding.EIGHT_BIT), "BODY=8BITMIME", "8BITMIME"),
        row("smtpUtf8", Parameter.smtpUtf8(), "SMTPUTF8", "SMTPUTF8"),
        row("retFull", Parameter.retFull(), "RET=FULL", "DSN"),
        row("retHeaders", Parameter.retHeaders(), "RET=HDRS", "DSN"),
        row("envid", Parameter.envid("a b+c=d"), "ENVID=a+20b+2Bc+3Dd", "DSN"),
        row("mtPriority", Parameter.mtPriority(-9), "MT-PRIORITY=-9", "MT-PRIORITY MIXER"),
        row("deliverBy", by(Late.RETURN), "BY=120;R", "DELIVERBY 60"),
        row("deliverBy", by(Late.NOTIFY_AND_TRACE), "BY=120;NT", "DELIVERBY"),
        row("holdFor", Parameter.holdFor(Duration.ofDays(1)), "HOLDFOR=86400", "FUTURERELEASE 9 x"),
        row(
            "holdUntil",
            Parameter.holdUntil(INSTANT),
            "HOLDUNTIL=2026-03-01T12:30:45Z",
            "FUTURERELEASE"),
        row("auth", Parameter.auth(PLUS), "AUTH=ann+2Blist@example.org", "AUTH PLAIN"),
        row("auth", Parameter.auth(Mailbox.NULL), "AUTH=<>", "AUTH=PLAIN"));
  }

  private static Parameter by(Late late) {
    return Parameter.deliverBy(Duration.ofMinutes(2), late);
  }

  static Stream<Arguments> ofRcpt() {
    return Stream.of(
        row("notifyNever", Parameter.notifyNever(), "NOTIFY=NEVER", "DSN"),
        row(
            "notifyOn",
            Parameter.notifyOn(Notification.SUCCESS, Notification.DELAY),
            "NOTIFY=SUCCESS,DELAY",
            "DSN"),
        row("orcpt", Parameter.orcpt(PLUS), "ORCPT=rfc822;ann+2Blist@example.org", "DSN"),
        row(
            "orcpt",
            Parameter.orcpt(Mailbox.of("\u00e4@example.org")),
            "ORCPT=utf-8;\\\\x{E4}@example.org",
            "DSN"),
        row(
            "requireRecipientValidSince",
            Parameter.requireRecipientValidSince(INSTANT),
            "RRVS=2026-03-01T12:30:45Z",
            "RRVS"));
  }

  @ParameterizedTest
  @MethodSource("ofMail")
  @Tag("S97")
  void parameterIsSentWithMail(String factory, Parameter parameter, String line, String offer)
      throws Exception {
    try (var server = Play.server(Play.hello(offer) + "C: MAIL FROM:<> " + line + "\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      assertTrue(session.mail("", parameter).isPositive());
      assertThrows(
          IllegalArgumentException.class, () -> session.rcpt("b@example.net", parameter), line);
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @MethodSource("ofRcpt")
  @Tag("S98")
  @Tag("S99")
  void parameterIsSentWithRcpt(String factory, Parameter parameter, String line, String offer)
      throws Exception {
    String script =
        Play.hello(offer)
            + "C: MAIL FROM:<>\nS: 250 ok\nC: RCPT TO:<b@example.net> "
            + line
            + "\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(IllegalArgumentException.class, () -> session.mail("", parameter), line);
      session.mail("");
      assertTrue(session.rcpt("b@example.net", parameter).isPositive());
      server.assertCompleted();
    }
  }

  static Stream<Parameter> all() {
    return Stream.concat(Stream.concat(ofMail(), ofRcpt()), Stream.of(requireTls()))
        .map(row -> (Parameter) row.get()[1]);
  }

  private static Arguments requireTls() {
    return row("requireTls", Parameter.requireTls(), "REQUIRETLS", "REQUIRETLS");
  }

  @ParameterizedTest
  @MethodSource("all")
  @Tag("S105")
  @Tag("P37")
  void parameterIsNotSentIfItIsNotOffered(Parameter parameter) throws Exception {
    String script = Play.hello("X-OTHER") + "C: MAIL FROM:<>\nS: 250 ok\nC: RSET\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      SmtpNotSupportedException failure;
      if (parameter.belongsTo(Parameter.Verb.MAIL)) {
        failure = assertThrows(SmtpNotSupportedException.class, () -> session.mail("", parameter));
        session.mail("");
      } else {
        session.mail("");
        failure =
            assertThrows(
                SmtpNotSupportedException.class, () -> session.rcpt("b@example.net", parameter));
      }
      assertEquals(parameter.extension().orElseThrow(), failure.extension());
      session.rset();
      server.assertCompleted();
    }
  }

  @Test
  void everyFactoryIsTested() {
    var tried = new TreeSet<String>();
    Stream.concat(Stream.concat(ofMail(), ofRcpt()), Stream.of(requireTls()))
        .forEach(row -> tried.add((String) row.get()[0]));
    tried.add("of");
    List<String> factories =
        Arrays.stream(Parameter.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .map(Method::getName)
            .toList();
    assertEquals(new TreeSet<>(factories), tried);
  }

  /** An attacker on an unencrypted connection could offer it and receive what it should protect. */
  @Test
  void requireTlsOfferedInPlaintextIsIgnored() throws Exception {
    try (var server = Play.server(Play.hello("REQUIRETLS", "DSN") + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      assertTrue(session.capabilities().has(Extension.DSN));
      var failure =
          assertThrows(
              SmtpNotSupportedException.class, () -> session.mail("", Parameter.requireTls()));
      assertTrue(failure.getMessage().contains("over TLS"), failure.getMessage());
      session.noop();
      server.assertCompleted();
    }
  }

  @Test
  void requireTlsIsSentOverTlsIfItIsOffered() throws Exception {
    String script =
        Play.hello("STARTTLS", "REQUIRETLS")
            + "C: STARTTLS\nS: 220 go\nTLS\n"
            + Play.ehlo("REQUIRETLS")
            + "C: MAIL FROM:<> REQUIRETLS\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = secure(server)) {
      assertTrue(session.mail("", Parameter.requireTls()).isPositive());
      server.assertCompleted();
    }
  }

  @Test
  void requireTlsIsNotSentOverTlsIfItIsNotOffered() throws Exception {
    String script =
        Play.hello("STARTTLS", "REQUIRETLS") + "C: STARTTLS\nS: 220 go\nTLS\n" + Play.ehlo("DSN");
    try (var server = Play.server(script);
        SmtpSession session = secure(server)) {
      assertThrows(SmtpNotSupportedException.class, () -> session.mail("", Parameter.requireTls()));
      server.assertCompleted();
    }
  }

  private static SmtpSession secure(ScriptedServer server) throws SmtpException {
    return Play.builder(server)
        .tls(TlsMode.STARTTLS)
        .sslContext(TestCertificates.trustingContext())
        .build()
        .connect();
  }
}
