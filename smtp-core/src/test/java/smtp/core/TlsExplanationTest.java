package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import smtp.api.Phase;
import smtp.api.Recovery;
import smtp.api.SmtpSession;
import smtp.api.SmtpTlsException;
import smtp.api.TlsMode;
import smtp.api.TlsOptions;
import smtp.api.internal.ExceptionResults;
import smtp.api.spi.TlsProvider;
import smtp.testkit.TestCertificates;

/** Who explains a failure of TLS: the provider that made the context, then the one of smtp.tls. */
class TlsExplanationTest {

  /** Explains every failure alike, and records what it was asked. */
  private static final class Explaining implements TlsProvider {

    private final Supplier<Optional<String>> explanation;
    private final List<String> asked = new ArrayList<>();

    Explaining(Supplier<Optional<String>> explanation) {
      this.explanation = explanation;
    }

    @Override
    public String name() {
      return "explaining";
    }

    @Override
    public SSLContext context(TlsOptions options) throws GeneralSecurityException {
      return TestCertificates.trustingContext();
    }

    @Override
    public Optional<String> explain(Throwable failure, Phase phase, String host) {
      asked.add(phase + " " + host);
      return explanation.get();
    }
  }

  private static SmtpTlsException ofHandshake(TlsProvider provider) throws Exception {
    try (var server = Play.server("TLS-GARBAGE\n")) {
      SmtpClient client = Play.builder(server).tls(TlsMode.IMPLICIT).tlsProvider(provider).build();
      return assertThrows(SmtpTlsException.class, client::connect);
    }
  }

  private static SmtpTlsException ofSession(TlsProvider provider) throws Exception {
    try (var server = Play.server("TLS\n" + Play.hello() + "C: NOOP\nTLS-ALERT\n");
        SmtpSession session =
            Play.builder(server).tls(TlsMode.IMPLICIT).tlsProvider(provider).build().connect()) {
      return assertThrows(SmtpTlsException.class, session::noop);
    }
  }

  @Test
  void makerOfTheContextExplainsAFailedHandshake() throws Exception {
    var provider = new Explaining(() -> Optional.of("as the provider says"));
    var failure = ofHandshake(provider);
    assertEquals("No TLS: as the provider says", ExceptionResults.text(failure));
    assertEquals(List.of("TLS localhost"), provider.asked);
  }

  @Test
  void explanationAfterTheHandshakeMeansFixFirst() throws Exception {
    var provider = new Explaining(() -> Optional.of("as the provider says"));
    var failure = ofSession(provider);
    assertTrue(failure.getMessage().endsWith(": as the provider says"), failure.getMessage());
    assertEquals(Recovery.FIX_FIRST, failure.recovery());
    assertEquals(List.of("COMMAND localhost"), provider.asked);
  }

  @Test
  void noExplanationAfterTheHandshakeMeansRetryLater() throws Exception {
    var failure = ofSession(new Explaining(Optional::empty));
    assertEquals(Recovery.RETRY_LATER, failure.recovery());
  }

  @Test
  void providerOfTheLibraryExplainsWhatTheMakerDoesNot() throws Exception {
    var failure = ofHandshake(new Explaining(Optional::empty));
    assertTrue(failure.getMessage().contains("does not speak TLS"), failure.getMessage());
  }

  @Test
  void providerThatThrowsDoesNotHideTheFailure() throws Exception {
    var failure =
        ofHandshake(
            new Explaining(() -> {
              throw new IllegalStateException("no explanation");
            }));
    assertTrue(
        ExceptionResults.text(failure).contains("does not speak TLS"),
        ExceptionResults.text(failure));
  }
}
