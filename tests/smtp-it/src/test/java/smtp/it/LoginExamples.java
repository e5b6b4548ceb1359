package smtp.it;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import smtp.api.ChannelBinding;
import smtp.api.Credentials;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.api.TlsOptions;
import smtp.core.SmtpClient;

/** The code of docs/authentication.md and docs/tls.md, compiled. */
final class LoginExamples {

  private LoginExamples() {}

  // spotless:off: code that stands in the documentation, line by line

  static SmtpClient gmail(Callable<String> tokens) {
    var client = SmtpClient.builder("smtp.gmail.com", 587)
        .credentials(Credentials.token("ann@gmail.com", tokens))
        .build();
    return client;
  }

  static SmtpClient microsoft(Callable<String> tokens) {
    var client = SmtpClient.builder("smtp.office365.com", 587)
        .credentials(Credentials.token("ann@example.org", tokens))
        .build();
    return client;
  }

  static SmtpClient exchange(char[] password) {
    var client = SmtpClient.builder("mail.example.org", 587)
        .credentials(Credentials.password("EXAMPLE\\ann", password))
        .trust(Path.of("company-ca.pem"))
        .build();
    return client;
  }

  static SmtpClient dovecot(char[] password) {
    var client = SmtpClient.builder("mail.example.org", 465)
        .credentials(Credentials.password("ann@example.org", password))
        .channelBinding(ChannelBinding.REQUIRED)
        .build();
    return client;
  }

  static SmtpClient ses(char[] smtpPassword) {
    var client = SmtpClient.builder("email-smtp.eu-west-1.amazonaws.com", 587)
        .credentials(Credentials.password("AKIAIOSFODNN7EXAMPLE", smtpPassword))
        .build();
    return client;
  }

  static SmtpClient fixed(Credentials credentials) {
    var client = SmtpClient.builder("mail.example.org", 587)
        .credentials(credentials)
        .onlyMechanisms("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS")
        .mechanismOption("scram.min-iterations", "10000")
        .build();
    return client;
  }

  static void attempts(SmtpClient client) throws Exception {
    try (SmtpSession session = client.connect()) {
      session.noop();
    } catch (SmtpAuthenticationException e) {
      for (var attempt : e.attempts()) {
        System.err.println(attempt.mechanism() + ": " + attempt.reason());
      }
    }
  }

  static SmtpClient pinned() {
    var options = TlsOptions.builder()
        .pins(
            "pin-sha256=\"d6qzRu9zOECb90Uez27xWltNsj0e1Md7GkYYkVoZWmM=\"",
            "pin-sha256=\"E9CZ9INDbd+2eRQozYqqbQ2yXLVKB9+xcprMF+44U1g=\"")
        .build();
    var client = SmtpClient.builder("mail.example.org", 465).tlsOptions(options).build();
    return client;
  }

  static SmtpClient certificate(char[] password) {
    var options = TlsOptions.builder()
        .trust(Path.of("company-ca.pem"))
        .clientCertificate(Path.of("ann.p12"), password)
        .build();
    var client = SmtpClient.builder("mail.example.org", 587)
        .tlsOptions(options)
        .credentials(Credentials.external(""))
        .build();
    return client;
  }

  static SmtpClient provider() {
    var client = SmtpClient.builder("mail.example.org", 465)
        .tls(TlsMode.IMPLICIT)
        .tlsProvider("JSSE")
        .build();
    return client;
  }
  // spotless:on
}
