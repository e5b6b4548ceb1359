package smtp.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Credentials;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.core.SmtpClient;
import smtp.core.SocketConnector;
import smtp.testkit.Recording;
import smtp.testkit.ScriptedServer;

/** Where the network splits the replies to single commands and logins makes no difference. */
class CommandSplitIT {

  private interface Use {
    void run(SmtpSession session, List<String> log) throws SmtpException;
  }

  private static final Talk COMMANDS =
      new Talk(
          "commands",
          """
          C: EHLO *
          S: 250-mail.example.org at your service
          S: 250-SIZE 1000000
          S: 250-AUTH=LOGIN
          S: 250-AUTH PLAIN
          S: 250-LIMITS MAILMAX=2 RCPTMAX=7
          S: 250-
          S: 250 ENHANCEDSTATUSCODES
          C: NOOP
          S: 250
          C: HELP
          S: 214-2.0.0 see
          S: 214-
          S: 214-2.0.0 RFC
          S: 214 2.0.0 5321
          C: VRFY ann
          S: 252-2.1.5
          S: 252 2.1.5 perhaps
          C: VRFY bob
          S: 553-5.1.4 Ambiguous:
          S: 553 5.1.4 <bob@example.org>
          C: EXPN all
          S: 250-<ann@example.org>
          S: 250 <bob@example.org>
          C: XFOO
          S: 599 5
          C: RSET
          S: 250 2.0.0 ok
          """,
          (session, log) -> {
            log.add(said(session.ehlo()));
            log.add(session.capabilities().toString());
            log.add(said(session.noop()));
            log.add(said(session.help()));
            log.add(said(session.verify("ann")));
            log.add(said(session.verify("bob")));
            log.add(said(session.expand("all")));
            log.add(said(session.command("XFOO")));
            log.add(said(session.rset()));
          });

  private static final Talk CRAM_MD5 =
      new Talk(
          "CRAM-MD5",
          """
          C: EHLO *
          S: 250-mail.example.org
          S: 250 AUTH CRAM-MD5
          C: AUTH CRAM-MD5
          S: 334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+
          C: *
          S: 235-2.7.0 welcome
          S: 235 2.7.0 back
          """,
          (session, log) ->
              session.authenticate("CRAM-MD5", Credentials.password("tim", "tanstaaftanstaaf")));

  private static final Talk REFUSED_TOKEN =
      new Talk(
          "refused token",
          """
          C: EHLO *
          S: 250-mail.example.org
          S: 250 AUTH XOAUTH2
          C: AUTH XOAUTH2 *
          S: 334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJtYWlsIn0=
          C:
          S: 535-5.7.8 no
          S: 535 5.7.8 never
          """,
          (session, log) ->
              session.authenticate("XOAUTH2", Credentials.token("ann", () -> "expired")));

  /** A dialogue after the greeting, and the calls that lead to it. */
  record Talk(String name, String script, Use use) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Talk> talks() {
    return Stream.of(COMMANDS, CRAM_MD5, REFUSED_TOKEN);
  }

  private static String said(Reply reply) {
    return reply.code() + " " + reply.lines();
  }

  @ParameterizedTest
  @MethodSource("talks")
  void resultIsTheSameWhereverTheBytesAreSplit(Talk talk) throws IOException {
    var recording = new Recording();
    String script = "S: 220 mail.example.org\n" + talk.script + "C: QUIT\nS: 221 bye\n";
    try (var server = ScriptedServer.start(script)) {
      List<String> log =
          log(
              talk,
              (host, port, limit) -> recording.record(new Socket(server.host(), server.port())));
      server.assertCompleted();
      assertTrue(recording.isReplayable());
      recording
          .cuts()
          .forEach(cut ->
              assertEquals(
                  log, log(talk, (host, port, limit) -> recording.replay(cut)), cut::toString));
    }
  }

  private static List<String> log(Talk talk, SocketConnector connector) {
    List<String> log = new ArrayList<>();
    SmtpClient client =
        SmtpClient.builder("localhost", 1)
            .tls(TlsMode.NONE)
            .allowUnencryptedCredentials()
            .connector(connector)
            .build();
    try (SmtpSession session = client.open()) {
      talk.use.run(session, log);
    } catch (SmtpException e) {
      log.add(e.toString());
    }
    return log;
  }
}
