package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Recovery;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.SmtpTlsException;
import smtp.api.TlsMode;
import smtp.api.TlsOptions;
import smtp.api.internal.ExceptionResults;
import smtp.api.spi.TlsProvider;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** TLS after its handshake: failures and resumption. */
class TlsSessionTest {

  private static SmtpClient.Builder builder(ScriptedServer server) {
    return Play.builder(server)
        .tls(TlsMode.IMPLICIT)
        .sslContext(TestCertificates.trustingContext());
  }

  // --- failures

  @ParameterizedTest
  @ValueSource(strings = {"TLS-GARBAGE", "TLS-ALERT"})
  void brokenTlsIsReportedAsTlsFailure(String act) throws Exception {
    try (var server = Play.server("TLS\n" + Play.hello() + "C: NOOP\n" + act + "\n");
        SmtpSession session = builder(server).build().connect()) {
      var failure = assertThrows(SmtpTlsException.class, session::noop);
      assertTrue(
          ExceptionResults.text(failure).startsWith("TLS failed"), ExceptionResults.text(failure));
      assertEquals(Recovery.RETRY_LATER, failure.recovery());
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLOSE", "CLOSE-WITHOUT-NOTIFY", "RESET"})
  void lostConnectionOverTlsIsReportedAsDisconnect(String act) throws Exception {
    try (var server = Play.server("TLS\n" + Play.hello() + "C: NOOP\n" + act + "\n");
        SmtpSession session = builder(server).build().connect()) {
      assertThrows(SmtpServerDisconnectedException.class, session::noop);
      server.assertCompleted();
    }
  }

  /** With TLS 1.3 the server reports this only after the client's handshake is complete. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void messageSaysThatTheServerWantsACertificate(String version) throws Exception {
    try (var server =
        ScriptedServer.builder(Dialogue.of("TLS\n" + Play.hello()))
            .protocols(version)
            .clientAuth()
            .start()) {
      var failure = assertThrows(SmtpTlsException.class, builder(server).build()::connect);
      assertTrue(failure.getMessage().contains("clientCertificate"), failure.getMessage());
      assertEquals(Recovery.FIX_FIRST, failure.recovery());
    }
  }

  // --- resumption

  /** Counts how many contexts were requested, and how many servers each context checked. */
  private static final class Counting implements TlsProvider {

    private final AtomicInteger contexts = new AtomicInteger();
    private final AtomicInteger checks = new AtomicInteger();

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public SSLContext context(TlsOptions options) throws GeneralSecurityException {
      contexts.incrementAndGet();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Checker(checks)}, null);
      return context;
    }
  }

  private static final class Checker extends X509ExtendedTrustManager {

    private final AtomicInteger checks;

    Checker(AtomicInteger checks) {
      this.checks = checks;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      checks.incrementAndGet();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static ScriptedServer twice(String version) {
    Dialogue dialogue = Dialogue.of("TLS\n" + Play.hello() + "C: QUIT\nS: 221 bye\n");
    return ScriptedServer.builder(dialogue, dialogue).protocols(version).start();
  }

  private static SmtpClient client(ScriptedServer server, TlsProvider provider) {
    return Play.builder(server).tls(TlsMode.IMPLICIT).tlsProvider(provider).build();
  }

  /** A resumed TLS session sends no certificate. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void tlsSessionsOfAClientAreResumed(String version) throws Exception {
    Counting provider = new Counting();
    try (var server = twice(version)) {
      SmtpClient client = client(server, provider);
      client.connect().close();
      client.connect().close();
      server.assertCompleted();
    }
    assertEquals(1, provider.contexts.get());
    assertEquals(1, provider.checks.get());
  }

  @Test
  void tlsSessionsOfAnotherClientAreNotResumed() throws Exception {
    Counting provider = new Counting();
    try (var server = twice("TLSv1.3")) {
      client(server, provider).connect().close();
      client(server, provider).connect().close();
      server.assertCompleted();
    }
    assertEquals(2, provider.contexts.get());
    assertEquals(2, provider.checks.get());
  }

  /** A TLS session is resumed only for the name that was checked. */
  @Test
  void tlsSessionOfAnUncheckedNameIsNotResumed() throws Exception {
    try (var server = twice("TLSv1.3")) {
      SSLContext shared = TestCertificates.trustingContext();
      Play.builder(server).tls(TlsMode.IMPLICIT).sslContext(shared).build().connect().close();
      SmtpClient other =
          Play.builder(server)
              .tls(TlsMode.IMPLICIT)
              .sslContext(shared)
              .serverName("other.example.org")
              .build();
      assertThrows(SmtpTlsException.class, other::connect);
    }
  }

  // --- provider and context

  @Test
  void unknownTlsProviderIsRefused() {
    var builder = SmtpClient.builder("localhost", 25);
    var e = assertThrows(IllegalArgumentException.class, () -> builder.tlsProvider("none"));
    assertTrue(e.getMessage().contains("none"), e.getMessage());
  }

  /** It would be ignored silently. */
  @Test
  void callersContextExcludesTlsOptions() {
    for (var options :
        new TlsOptions[] {
          TlsOptions.builder().trust(Path.of("ca.pem")).build(),
          TlsOptions.builder().clientCertificate(Path.of("me.pem")).build(),
          TlsOptions.builder().pins("A".repeat(43) + "=").build()
        }) {
      var builder =
          SmtpClient.builder("localhost", 25)
              .sslContext(TestCertificates.trustingContext())
              .tlsOptions(options);
      assertThrows(IllegalStateException.class, builder::build);
    }
  }
}
