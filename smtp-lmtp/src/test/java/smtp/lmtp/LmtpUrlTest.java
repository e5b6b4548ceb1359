package smtp.lmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.SmtpConnectException;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

class LmtpUrlTest {

  private static final Dialogue HELLO =
      Dialogue.of("S: 220 x\nC: LHLO *\nS: 250 x\nC: QUIT\nS: 221 bye\n");

  private static void assertConnects(ScriptedServer server, String url) throws Exception {
    LmtpClient.builder(URI.create(url)).build().connect().close();
    server.assertCompleted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lmtp+unix:", "lmtp+unix://", "LMTP+UNIX:"})
  void urlMayNameAUnixSocket(String start) throws Exception {
    try (var server = ScriptedServer.builder(HELLO).unix().start()) {
      assertConnects(server, start + server.path());
    }
  }

  @Test
  void pathIsPercentEncoded() {
    var client = LmtpClient.builder(URI.create("lmtp+unix:/no%20such/socket%3F")).build();
    var e = assertThrows(SmtpConnectException.class, client::connect);
    assertTrue(e.getMessage().contains("/no such/socket?"), e.getMessage());
  }

  @Test
  void pathThatIsNotAsciiIsUsedOrTheLocaleIsNamed() {
    URI url = URI.create("lmtp+unix:/s%C3%B6cket");
    if (isPath("/söcket")) {
      var e = assertThrows(SmtpConnectException.class, LmtpClient.builder(url).build()::connect);
      assertTrue(e.getMessage().contains("/söcket"), e.getMessage());
    } else {
      var e = assertThrows(IllegalArgumentException.class, () -> LmtpClient.builder(url));
      assertTrue(e.getMessage().contains("LANG=C.UTF-8"), e.getMessage());
    }
  }

  private static boolean isPath(String text) {
    try {
      return Path.of(text).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({"lmtp://127.0.0.1:, ''", "LMTP://localhost:, /"})
  void urlMayNameAHostAndPort(String start, String end) throws Exception {
    try (var server = ScriptedServer.start(HELLO)) {
      assertConnects(server, start + server.port() + end);
    }
  }

  /** A mechanism that sends the credentials it was given. */
  private static final class Showing implements SaslMechanismProvider {

    @Override
    public String name() {
      return "X-SHOW";
    }

    @Override
    public Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
      return Optional.of(new Shown((Credentials.Password) credentials));
    }
  }

  private record Shown(Credentials.Password password) implements SaslMechanism {

    @Override
    public byte[] initialResponse() throws SaslException {
      try {
        return (password.username() + "|" + new String(password.password())).getBytes(US_ASCII);
      } catch (Exception e) {
        throw new SaslException("no password", e);
      }
    }

    @Override
    public byte[] respond(byte[] challenge) {
      return challenge;
    }

    @Override
    public boolean isComplete() {
      return true;
    }
  }

  @Test
  void userAndPasswordAreUsed() throws Exception {
    String shown = Base64.getEncoder().encodeToString("ann|a:b".getBytes(US_ASCII));
    var dialogue =
        Dialogue.of(
            "S: 220 x\nC: LHLO *\nS: 250-x\nS: 250 AUTH X-SHOW\nC: AUTH X-SHOW "
                + shown
                + "\nS: 235 ok\nC: QUIT\nS: 221 bye\n");
    try (var server = ScriptedServer.start(dialogue)) {
      LmtpClient.builder(URI.create("lmtp://ann:a%3Ab@127.0.0.1:" + server.port()))
          .allowUnencryptedCredentials()
          .mechanism(new Showing())
          .build()
          .connect()
          .close();
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lmtp://mail.example.org",
        "lmtp://mail.example.org:25",
        "lmtp://mail.example.org:0",
        "lmtp://mail.example.org:24/path",
        "lmtp://ann:s3cret@:24",
        "lmtps://mail.example.org:24",
        "smtp://ann:s3cret@mail.example.org:24",
        "http://mail.example.org:24",
        "mail.example.org",
        "lmtp:24",
        "lmtp+unix:",
        "lmtp+unix:relative",
        "lmtp+unix://host/run/lmtp",
        "lmtp+unix:/run/lmtp?tls",
        "lmtp+unix:/run/lmtp#x",
        "lmtp+unix:/a%00b",
      })
  void anythingElseIsRefusedWithoutQuotingAPassword(String url) {
    var e = assertThrows(IllegalArgumentException.class, () -> LmtpClient.builder(URI.create(url)));
    assertFalse(e.getMessage().contains("s3cret"), e.getMessage());
  }

  @Test
  void messageSaysThatAPortIsNeeded() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> LmtpClient.builder(URI.create("lmtp://mail.example.org")));
    assertEquals(
        "LMTP has no default port; use a URL with a port, like lmtp://mail.example.org:24 or"
            + " lmtp+unix:/run/dovecot/lmtp",
        e.getMessage());
  }
}
