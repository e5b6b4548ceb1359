package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.SmtpSession;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

class SmtpUrlTest {

  @ParameterizedTest
  @CsvSource({
    "smtp://mail.example.org,           false, mail.example.org, 587",
    "smtp://mail.example.org/,          false, mail.example.org, 587",
    "SMTP://mail.example.org:25,        false, mail.example.org, 25",
    "smtps://mail.example.org,          true,  mail.example.org, 465",
    "smtps://mail.example.org:10465,    true,  mail.example.org, 10465",
    "smtp://[::1]:2525,                 false, ::1,              2525",
    "smtp://127.0.0.1,                  false, 127.0.0.1,        587",
    "smtp://mail_server:25,             false, mail_server,      25",
    "smtps://ann:secret@mail_server,    true,  mail_server,      465",
    "smtp://bücher.example,             false, bücher.example,   587",
    "smtp://[fe80::1%25eth0]:25,        false, fe80::1%eth0,     25",
    "smtp://mail.example.org:,          false, mail.example.org, 587",
    "smtp://ann:secret@mail.example.org, false, mail.example.org, 587",
  })
  @Tag("S04")
  @Tag("S16")
  @Tag("S18")
  void urlHasHostPortAndTlsMode(String url, boolean implicitTls, String host, int port) {
    SmtpUrl parsed = SmtpUrl.parse(URI.create(url));
    assertEquals(implicitTls, parsed.implicitTls());
    assertEquals(host, parsed.url().host());
    assertEquals(port, parsed.port());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://mail.example.org",
        "mail.example.org",
        "smtp:mail.example.org",
        "smtp:///",
        "smtp://mail.example.org/path",
        "smtp://mail.example.org?tls=no",
        "//mail.example.org",
        "smtp://ann:s3cret@:25",
        "smtp://ann:s3cret@mail_server:x",
        "smtp://ann:s3cret@mail_server:25:26",
        "smtp://ann:s3cret@other@mail_server",
        "smtp://ann:s3cret@mail_server/path",
        "lmtp://ann:s3cret@mail.example.org",
      })
  void anythingElseIsRefusedWithoutQuotingAPassword(String url) {
    var failure =
        assertThrows(IllegalArgumentException.class, () -> SmtpClient.builder(URI.create(url)));
    assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"smtp://mail.example.org:0", "smtp://mail.example.org:65536"})
  void portIsWithinItsBounds(String url) {
    assertThrows(IllegalArgumentException.class, () -> SmtpClient.builder(URI.create(url)));
  }

  @Test
  void textHidesThePassword() {
    SmtpUrl url = SmtpUrl.parse(URI.create("smtp://ann:s3cret@mail.example.org"));
    assertEquals("mail.example.org:587", url.toString());
    assertEquals("smtp://mail.example.org", url.url().toString());
    assertNull(SmtpUrl.parse(URI.create("smtp://mail.example.org")).url().userInfo());
  }

  /** A mechanism that sends the credentials it was given. */
  private static final class Showing implements SaslMechanismProvider {
    @Override
    public String name() {
      return "X-SHOW";
    }

    @Override
    public java.util.Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
      var password = (Credentials.Password) credentials;
      try {
        char[] chars = password.password();
        return java.util.Optional.of(
            FakeMechanism.of("X-SHOW").initial(password.username() + "|" + new String(chars)));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ann:secret,              ann|secret",
    "ann%40example.org:a%3Ab, ann@example.org|a:b",
    "ann:a:b+c%20d,           ann|a:b+c d",
    "ann:p%C3%A4ss,           ann|päss",
    "ann,                     ann|",
  })
  void userAndPasswordArePercentEncoded(String userInfo, String given) throws Exception {
    String encoded = Base64.getEncoder().encodeToString(given.getBytes(StandardCharsets.UTF_8));
    String script = Play.hello("AUTH X-SHOW") + "C: AUTH X-SHOW " + encoded + "\nS: 235 ok\n";
    try (var server = Play.server(script);
        SmtpSession session =
            SmtpClient.builder(URI.create("smtp://" + userInfo + "@localhost:" + server.port()))
                .allowUnencryptedCredentials()
                .mechanism(new Showing())
                .build()
                .connect()) {
      session.isOpen();
      server.assertCompleted();
    }
  }
}
