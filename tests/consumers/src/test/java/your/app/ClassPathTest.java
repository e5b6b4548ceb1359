package your.app;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtp.core.SmtpClient;
import smtp.testkit.TestCertificates;

/** On the class path too, the providers of TLS and of the login are found. */
class ClassPathTest {
  @TempDir private Path folder;

  @Test
  void sendsFromTheClassPath() throws Exception {
    assertFalse(SmtpClient.class.getModule().isNamed());
    try (var server = Server.start()) {
      Path authority = TestCertificates.writeAuthorityPem(folder.resolve("ca.pem"));
      SendOne.main(new String[] {Server.url(server), authority.toString()});
      server.assertCompleted();
    }
  }
}
