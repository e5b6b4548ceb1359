package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.IDN;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mailbox;
import smtp.api.Parameter;
import smtp.api.Recipient;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpSession;

/** No text from a caller can add a command, or a part of one. */
class InjectionTest {

  private static final List<String> HOSTILE =
      List.of(
          "\r",
          "\n",
          "\r\n",
          "\0",
          "\t",
          "\u000b",
          "\f",
          "\u001b",
          "\u007f",
          "\u0085",
          "\u2028",
          "\u2029",
          "\ud800",
          "\udc00",
          "\r\nRCPT TO:<evil@example.org>",
          "\n.\r\n",
          "\u009f");

  /** Their low bytes are LF and CR, if a character is narrowed to eight bits. */
  private static final List<String> NARROWED = List.of("\u010A", "\u560A", "\u560D", "\u010D");

  /** A method that takes text from a caller. */
  @FunctionalInterface
  interface Way {
    void of(SmtpSession session, String text) throws SmtpException;
  }

  private static Map<String, Way> ways() {
    Map<String, Way> ways = new TreeMap<>();
    ways.put("command", (session, text) -> session.command("XFOO " + text));
    ways.put("command verb", (session, text) -> session.command("XF" + text));
    ways.put("help", SmtpSession::help);
    ways.put("verify", (session, text) -> session.verify("a" + text + "b"));
    ways.put("expand", (session, text) -> session.expand("a" + text + "b"));
    ways.put("mail local", (session, text) -> session.mail("a" + text + "@example.org"));
    ways.put("mail domain", (session, text) -> session.mail("a@ex" + text + "ample.org"));
    ways.put("mail quoted", (session, text) -> session.mail("\"a" + text + "\"@example.org"));
    ways.put("mail literal", (session, text) -> session.mail("a@[x:" + text + "]"));
    ways.put("mail end", (session, text) -> session.mail("a@example.org" + text));
    ways.put("rcpt", (session, text) -> session.rcpt("b" + text + "@example.net"));
    ways.put("recipient", (session, text) -> session.rcpt(Recipient.of("b@x" + text)));
    ways.put("envelope", (session, text) -> Envelope.of("a@example.org", "b@x" + text));
    ways.put("keyword", (session, text) -> session.mail("a@b", Parameter.of("X" + text)));
    ways.put("value", (session, text) -> session.mail("a@b", Parameter.of("X", "y" + text)));
    ways.put("extension", (session, text) -> new Extension("X" + text));
    ways.put("mechanism", (session, text) -> session.authenticate("X" + text, external()));
    ways.put(
        "own mechanism",
        (session, text) ->
            session.authenticate("X" + text, FakeMechanism.of("X").initial("response")));
    return ways;
  }

  private static Credentials external() {
    return Credentials.external("");
  }

  static Stream<Arguments> everyWayAndText() {
    return ways().entrySet().stream()
        .flatMap(way ->
            Stream.concat(HOSTILE.stream(), NARROWED.stream())
                .map(text -> Arguments.of(way.getKey(), text)));
  }

  /** Nothing of the text is sent; the server receives only the next command. */
  private static void assertRefused(String way, String text) throws Exception {
    boolean transaction = way.startsWith("rc");
    String start = Play.hello("AUTH X") + (transaction ? "C: MAIL *\nS: 250 ok\n" : "");
    try (var server = Play.server(start + "C: RSET\nS: 250 ok\nC: QUIT\nS: 221 bye\nEOF\n")) {
      try (SmtpSession session = Play.client(server).connect()) {
        if (transaction) {
          session.mail("a@example.org");
        }
        Exception failure = assertThrows(Exception.class, () -> ways().get(way).of(session, text));
        assertTrue(
            failure instanceof IllegalArgumentException
                || failure instanceof SmtpNotSupportedException,
            failure::toString);
        assertTrue(session.isOpen());
        session.rset();
      }
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @MethodSource("everyWayAndText")
  @Tag("S139")
  @Tag("P41")
  @Tag("P42")
  void textWithALineEndIsNotSent(String way, String text) throws Exception {
    // Without SMTPUTF8 a non-ASCII letter in a domain is sent as an A-label.
    boolean letter = NARROWED.contains(text) && (way.contains("domain") || way.contains("end"));
    boolean label = NARROWED.contains(text) && (way.equals("recipient") || way.equals("envelope"));
    if (!letter && !label) {
      assertRefused(way, text);
    }
  }

  @Test
  void nonAsciiDomainIsSentAsALabels() throws Exception {
    String ascii = Mailbox.of("a@ex\u010bample.org").withAsciiDomain().domain();
    assertEquals(IDN.toASCII("ex\u010bample.org"), ascii);
    try (var server = Play.server(Play.hello() + "C: MAIL FROM:<a@" + ascii + ">\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      session.mail("a@ex\u010bample.org");
      server.assertCompleted();
    }
  }

  /** RFC 5321 has a grammar for paths; smuggling a parameter through one is the same attack. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a@example.org> SIZE=1",
        "a@example.org> SIZE=1",
        "a@b>,<c@d",
        "<a@b>",
        "a@b c@d",
        "@x,@y:a@b",
        "a@b SIZE=1",
        "Ann <a@b>",
        "a@b, c@d"
      })
  @Tag("S94")
  @Tag("S95")
  @Tag("P39")
  @Tag("P40")
  void pathIsOneMailbox(String address) throws Exception {
    try (var server = Play.server(Play.hello() + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(IllegalArgumentException.class, () -> session.mail(address));
      session.noop();
      server.assertCompleted();
    }
  }
}
