package your.app;

import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** A server with TLS that takes one message after a login. */
final class Server {
  static ScriptedServer start() throws Exception {
    return ScriptedServer.start(
        Dialogue.of(
            """
            TLS
            S: 220 mail.example.org
            C: EHLO *
            S: 250-mail.example.org
            S: 250 AUTH PLAIN
            C: AUTH PLAIN *
            S: 235 welcome
            C: MAIL FROM:<ann@example.org>
            S: 250 ok
            C: RCPT TO:<bob@example.net>
            S: 250 ok
            C: DATA
            S: 354 go
            DATA *
            S: 250 2.0.0 queued as 4711
            C: QUIT
            S: 221 bye
            """));
  }

  static String url(ScriptedServer server) {
    return "smtps://localhost:" + server.port();
  }
}
