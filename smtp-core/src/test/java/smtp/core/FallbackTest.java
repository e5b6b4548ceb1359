package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.SendListener;
import smtp.api.SessionListener;

/** What a server offers and does not bear is tried once in the life of a client. */
class FallbackTest {

  private static final String HELLO = Play.hello("PIPELINING");
  private static final String ENVELOPE = "C: MAIL *\nC: RCPT *\nC: DATA\n";
  private static final String GO = "S: 250 m\nS: 250 r\nS: 354 go\n" + Play.DATA;
  private static final String QUIT = "C: QUIT\nS: 221 bye\n";

  private final List<String> log = new ArrayList<>();
  private final List<String> fallbacks = new ArrayList<>();
  private final SendListener listener = (mail, result, failure) -> log.add(Play.recipients(result));
  private final SessionListener watching =
      new SessionListener() {
        @Override
        public void onFallback(String reason) {
          fallbacks.add(reason);
        }
      };

  /** Refuses what comes after a content, or closes the connection then; bears it never again. */
  @ParameterizedTest
  @ValueSource(strings = {"S: 503 pipelined after end of DATA\nCLOSE\n", "S: 500 what\nCLOSE\n"})
  void commandsAfterContentAreSentOnceToAServerThatRefusesThem(String act) throws Exception {
    String first = HELLO + ENVELOPE + GO + "C: RSET\n" + ENVELOPE + "S: 250 ok\n" + act;
    String one = ENVELOPE + GO + "S: 250 ok\n";
    String later =
        HELLO + one + "C: RSET\n" + ENVELOPE + "S: 250 reset\n" + GO + "S: 250 ok\n" + QUIT;
    try (var server = Play.server(first, later)) {
      SmtpClient client = Play.builder(server).listener(watching).build();
      client.sendAll(NumberedMails.mails(3), listener);
      server.assertCompleted();
    }
    assertEquals(List.of("Accepted 250", "Accepted 250", "Accepted 250"), log);
    assertEquals(1, fallbacks.size(), fallbacks::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"STALL", "S: 503 pipelined\nCLOSE"})
  void quitIsSentWithAMessageOnceToAServerThatDoesNotBearIt(String act) throws Exception {
    String first = HELLO + ENVELOPE + GO + "C: QUIT\nS: 250 ok\n" + act + "\n";
    String later = HELLO + ENVELOPE + GO + "S: 250 ok\n" + QUIT;
    try (var server = Play.server(first, later, later)) {
      SmtpClient client = Play.builder(server).listener(watching).build();
      for (int i = 0; i < 3; i++) {
        assertEquals("Accepted 250", Play.recipients(client.send(Play.mail("b@example.net"))));
      }
      server.assertCompleted();
    }
    assertEquals(1, fallbacks.size(), fallbacks::toString);
  }
}
