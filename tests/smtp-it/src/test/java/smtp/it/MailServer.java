package smtp.it;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import smtp.testkit.TestCertificates;

/** GreenMail with an account, with TLS from the first byte and a certificate for localhost. */
final class MailServer implements AutoCloseable {

  static final String USER = "bob@example.org";
  static final String PASSWORD = "correct horse battery staple";

  private final GreenMail server;
  private final Path authority;

  private MailServer(GreenMail server, Path authority) {
    this.server = server;
    this.authority = authority;
  }

  /** Starts a server and writes its key and its authority's certificate to a folder. */
  static MailServer start(Path folder) throws Exception {
    char[] keyPassword = "changeit".toCharArray();
    byte[] keyStore = TestCertificates.trusted().pkcs12(keyPassword);
    Path keys = Files.write(folder.resolve("server.p12"), keyStore);
    // GreenMail's own certificate names no host, so no client should accept it.
    System.setProperty("greenmail.tls.keystore.file", keys.toString());
    System.setProperty("greenmail.tls.keystore.password", new String(keyPassword));
    Path authority = TestCertificates.writeAuthorityPem(folder.resolve("ca.pem"));
    GreenMail server =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS).dynamicPort());
    server.start();
    server.setUser(USER, USER, PASSWORD);
    return new MailServer(server, authority);
  }

  String url() {
    return "smtps://localhost:" + server.getSmtps().getPort();
  }

  int port() {
    return server.getSmtps().getPort();
  }

  /** Returns the PEM file with the certificate to trust. */
  Path authority() {
    return authority;
  }

  /** Returns the first message as stored, or an empty array if none arrives in time. */
  byte[] stored() throws Exception {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    if (server.waitForIncomingEmail(TimeUnit.SECONDS.toMillis(5), 1)) {
      server.getReceivedMessages()[0].writeTo(stored);
    }
    return stored.toByteArray();
  }

  int messages() {
    return server.getReceivedMessages().length;
  }

  /**
   * Returns whether a message is stored as it was sent. The server adds its trace fields before it
   * (RFC 5321, section 4.4), and GreenMail drops the CRLF of the last line.
   */
  static boolean isStoredAs(byte[] stored, byte[] sent) {
    int length = sent.length - "\r\n".length();
    int start = stored.length - length;
    return length > 0 && start >= 0 && Arrays.equals(stored, start, stored.length, sent, 0, length);
  }

  @Override
  public void close() {
    server.stop();
  }
}
