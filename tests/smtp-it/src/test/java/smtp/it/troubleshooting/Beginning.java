package smtp.it.troubleshooting;

import static smtp.it.troubleshooting.Scene.connecting;

import java.util.List;
import smtp.api.Credentials;
import smtp.api.SmtpSession;
import smtp.core.SmtpClient;
import smtp.lmtp.LmtpClient;
import smtp.testkit.ScriptedServer;

/** The greeting, EHLO and the login. */
final class Beginning {

  private static final String GREETING = "S: 220 mail.example.org\n";
  private static final String REFUSED = "C: QUIT\nS: 221 bye\n";

  private Beginning() {}

  static List<Situation> greetings() {
    return List.of(
        connecting("closed before the greeting", "CLOSE\n"),
        connecting("no greeting", "STALL\n", builder -> builder.timeout(Scene.SHORT)),
        connecting("refused", "S: 554 5.7.1 blocked\n" + REFUSED),
        connecting("busy", "S: 421 4.3.2 too busy\nEOF\n"),
        connecting("teaser, then refused", "S: 220-wait\nS: 521 blocked\n" + REFUSED),
        connecting("greeting with 250", "S: 250 hello\n" + REFUSED),
        connecting("SSH", "S: SSH-2.0-OpenSSH_9.2\nEOF\n"),
        connecting("POP3", "S: +OK ready\nEOF\n"),
        connecting("HTTP", "S: HTTP/1.1 400 Bad Request\nEOF\n"),
        connecting("empty line", "S:\nEOF\n"),
        connecting("EHLO refused", GREETING + "C: EHLO *\nS: 550 who are you\n" + REFUSED),
        connecting("closed during EHLO", GREETING + "C: EHLO *\nCLOSE\n"),
        connecting(
            "EHLO not answered",
            GREETING + "C: EHLO *\nSTALL\n",
            builder -> builder.timeout(Scene.SHORT)),
        Scene.of(
            "LHLO not answered",
            () -> {
              try (ScriptedServer server = ScriptedServer.start(GREETING + "C: LHLO *\nSTALL\n")) {
                var client = LmtpClient.builder(server.host(), server.port()).timeout(Scene.SHORT);
                client.build().connect();
              }
            }));
  }

  static List<Situation> logins() {
    String login = Scene.hello("AUTH PLAIN") + "C: AUTH *\n";
    return List.of(
        connecting("no AUTH", Scene.HELLO, Beginning::withPassword),
        connecting("no mechanism in common", Scene.hello("AUTH GSSAPI"), Beginning::withPassword),
        connecting(
            "credentials unencrypted",
            Scene.hello("AUTH PLAIN"),
            builder -> builder.credentials(password())),
        connecting("credentials refused", login + "S: 535 5.7.8 no\n", Beginning::withPassword),
        connecting("login answered with 250", login + "S: 250 ok\nEOF\n", Beginning::withPassword),
        Scene.playing(
            "mechanism not offered",
            Scene.hello("AUTH PLAIN"),
            SmtpClient.Builder::allowUnencryptedCredentials,
            session -> session.authenticate("CRAM-MD5", password())),
        Scene.playing(
            "mechanism without a provider",
            Scene.hello("AUTH PLAIN"),
            builder -> builder,
            (SmtpSession session) -> session.authenticate("GSSAPI", password())));
  }

  private static SmtpClient.Builder withPassword(SmtpClient.Builder builder) {
    return builder.credentials(password()).allowUnencryptedCredentials();
  }

  private static Credentials password() {
    return Credentials.password("ann", "secret".toCharArray());
  }
}
