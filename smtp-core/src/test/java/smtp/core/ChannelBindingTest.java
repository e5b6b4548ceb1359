package smtp.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.ChannelBinding;
import smtp.api.Credentials;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.api.TlsOptions;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;
import smtp.api.spi.TlsProvider;
import smtp.testkit.TestCertificates;

/** Whether authentication is bound to TLS, and to which data. */
class ChannelBindingTest {

  private static final Credentials CREDENTIALS = Credentials.password("ann", "pencil");
  private static final String DONE = "S: 235 ok\n";
  private static final String BYE = "C: QUIT\nS: 221 bye\n";
  private static final String OFFER = "AUTH SCRAM-SHA-256 SCRAM-SHA-1-PLUS SCRAM-SHA-256-PLUS";
  private static final String PLUS = "C: AUTH SCRAM-SHA-256-PLUS *\n";
  private static final String PLAIN_SCRAM = "C: AUTH SCRAM-SHA-256 *\n";

  private static SmtpClient.Builder with(SmtpClient.Builder builder) {
    for (String name : List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256")) {
      builder.mechanism(FakeMechanism.of(name).initial("x"));
    }
    return builder.allowUnencryptedCredentials();
  }

  private static void play(ChannelBinding binding, String exchange) throws Exception {
    try (var server = Play.server(Play.hello(OFFER) + exchange);
        SmtpSession session =
            with(Play.builder(server)).channelBinding(binding).build().connect()) {
      session.authenticate(CREDENTIALS);
      server.assertCompleted();
    }
  }

  private static void refused(ChannelBinding binding, String offer, String exchange)
      throws Exception {
    try (var server = Play.server(Play.hello(offer) + exchange + BYE)) {
      try (SmtpSession session =
          with(Play.builder(server)).channelBinding(binding).build().connect()) {
        assertThrows(SmtpAuthenticationException.class, () -> session.authenticate(CREDENTIALS));
      }
      server.assertCompleted();
    }
  }

  // --- which mechanism

  @ParameterizedTest
  @EnumSource(names = {"REQUIRED", "PREFERRED"})
  void bindingMechanismsArePreferred(ChannelBinding binding) throws Exception {
    play(binding, PLUS + DONE);
  }

  @Test
  void disabledBindingExcludesBindingMechanisms() throws Exception {
    play(ChannelBinding.NONE, PLAIN_SCRAM + DONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 504, 534, 535, 538, 454})
  void requiredBindingNeverFallsBack(int code) throws Exception {
    String another = code == 504 ? "C: AUTH SCRAM-SHA-1-PLUS *\nS: 504 no\n" : "";
    refused(ChannelBinding.REQUIRED, OFFER, PLUS + "S: " + code + " no\n" + another);
  }

  @Test
  void requiredBindingSendsNothingIfNoMechanismBinds() throws Exception {
    refused(ChannelBinding.REQUIRED, "AUTH SCRAM-SHA-256 PLAIN", "");
  }

  @Test
  void requiredBindingAppliesToANamedMechanism() throws Exception {
    FakeMechanism own = FakeMechanism.of("SCRAM-SHA-256").initial("x");
    try (var server = Play.server(Play.hello(OFFER) + BYE)) {
      try (SmtpSession session =
          with(Play.builder(server)).channelBinding(ChannelBinding.REQUIRED).build().connect()) {
        for (var attempt :
            List.<Executable>of(
                () -> session.authenticate("SCRAM-SHA-256", CREDENTIALS),
                () -> session.authenticate("SCRAM-SHA-256", own))) {
          assertThrows(SmtpAuthenticationException.class, attempt);
        }
      }
      server.assertCompleted();
    }
  }

  @Test
  void messageSaysWhatRequiredBindingNeeds() throws Exception {
    try (var server = Play.server(Play.hello("AUTH PLAIN"));
        SmtpSession session =
            with(Play.builder(server)).channelBinding(ChannelBinding.REQUIRED).build().connect()) {
      var failure =
          assertThrows(SmtpAuthenticationException.class, () -> session.authenticate(CREDENTIALS));
      String message = failure.getMessage();
      assertTrue(message.contains("PLAIN: channel binding is required"), message);
    }
  }

  // --- preferred

  @Test
  void preferredBindingFallsBackIfTheServerRefusesToBind() throws Exception {
    play(ChannelBinding.PREFERRED, PLUS + "S: 501 5.5.4 no\n" + PLAIN_SCRAM + DONE);
  }

  @Test
  void preferredBindingFallsBackIfTheServerDoesNotKnowTheMechanism() throws Exception {
    play(
        ChannelBinding.PREFERRED,
        PLUS + "S: 504 no\nC: AUTH SCRAM-SHA-1-PLUS *\nS: 504 no\n" + PLAIN_SCRAM + DONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {535, 432, 454})
  void preferredBindingDoesNotFallBackIfThePasswordWasRefused(int code) throws Exception {
    refused(ChannelBinding.PREFERRED, OFFER, PLUS + "S: " + code + " no\n");
  }

  @Test
  void preferredBindingFallsBackIfTheMechanismCannotBind() throws Exception {
    FakeMechanism plus =
        FakeMechanism.of("SCRAM-SHA-256-PLUS")
            .answer(challenge -> {
              throw SaslException.unsuitable("the server does not know tls-exporter");
            });
    FakeMechanism scram = FakeMechanism.of("SCRAM-SHA-256").initial("x");
    String script =
        Play.hello(OFFER)
            + "C: AUTH SCRAM-SHA-256-PLUS\nS: 334 \nC: \\*\nS: 501 bye\n"
            + PLAIN_SCRAM
            + DONE;
    try (var server = Play.server(script);
        SmtpSession session =
            Play.builder(server)
                .mechanism(plus)
                .mechanism(scram)
                .allowUnencryptedCredentials()
                .build()
                .connect()) {
      session.authenticate(CREDENTIALS);
      server.assertCompleted();
    }
  }

  /** Dovecot 2.4.1 does this for a binding that it does not know. */
  @ParameterizedTest
  @ValueSource(strings = {"CLOSE", "RESET"})
  void preferredBindingReconnectsIfTheServerClosesTheConnection(String act) throws Exception {
    try (var server =
            Play.server(
                Play.hello(OFFER) + PLUS + act + "\n", Play.hello(OFFER) + PLAIN_SCRAM + DONE);
        SmtpSession session =
            with(Play.builder(server)).credentials(CREDENTIALS).build().connect()) {
      assertTrue(session.isOpen());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REQUIRED", "NONE"})
  void onlyAClientThatPrefersBindingReconnects(ChannelBinding binding) throws Exception {
    String auth = binding == ChannelBinding.REQUIRED ? PLUS : PLAIN_SCRAM;
    try (var server = Play.server(Play.hello(OFFER) + auth + "CLOSE\n")) {
      SmtpClient client =
          with(Play.builder(server)).credentials(CREDENTIALS).channelBinding(binding).build();
      assertThrows(SmtpServerDisconnectedException.class, client::connect);
      assertEquals(1, server.connections().size());
    }
  }

  @Test
  void connectionLostWithoutBindingIsNotRetried() throws Exception {
    try (var server =
        Play.server(
            Play.hello(OFFER) + PLUS + "CLOSE\n", Play.hello(OFFER) + PLAIN_SCRAM + "CLOSE\n")) {
      SmtpClient client = with(Play.builder(server)).credentials(CREDENTIALS).build();
      assertThrows(SmtpServerDisconnectedException.class, client::connect);
      assertEquals(2, server.connections().size());
    }
  }

  // --- binding data

  private static final class Bindings implements SaslMechanismProvider {

    private final Map<String, Optional<byte[]>> seen = new HashMap<>();

    @Override
    public String name() {
      return "X-LOOK";
    }

    @Override
    public Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
      for (String type : List.of("tls-exporter", "tls-unique", "tls-server-end-point", "x")) {
        seen.put(type, context.channelBinding(type));
      }
      return Optional.of(FakeMechanism.of("X-LOOK").initial("x"));
    }

    boolean has(String type) {
      return seen.get(type).isPresent();
    }
  }

  private static final String TLS = Play.hello("STARTTLS") + "C: STARTTLS\nS: 220 go\nTLS\n";

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(US_ASCII));
  }

  private static Bindings bindings(UnaryOperator<SmtpClient.Builder> options) throws Exception {
    Bindings bindings = new Bindings();
    String script = TLS + Play.ehlo("AUTH X-LOOK") + "C: AUTH X-LOOK *\n" + DONE;
    SmtpClient.Builder builder;
    try (var server = Play.server(script)) {
      builder = Play.builder(server).tls(TlsMode.STARTTLS).mechanism(bindings);
      try (SmtpSession session = options.apply(builder).build().connect()) {
        session.authenticate(CREDENTIALS);
      }
    }
    return bindings;
  }

  private static SmtpClient.Builder trusting(SmtpClient.Builder builder) {
    return builder.sslContext(TestCertificates.trustingContext());
  }

  private static boolean runtimeExportsKeys() {
    return List.of(ExtendedSSLSession.class.getMethods()).stream()
        .anyMatch(method -> method.getName().equals("exportKeyingMaterialData"));
  }

  @Test
  void keysAreExportedSinceJava25() throws Exception {
    Bindings bindings = bindings(ChannelBindingTest::trusting);
    assertEquals(runtimeExportsKeys(), bindings.has("tls-exporter"));
    bindings.seen.get("tls-exporter").ifPresent(data -> assertEquals(32, data.length));
    assertFalse(bindings.has("tls-unique"));
    assertFalse(bindings.has("tls-server-end-point"));
  }

  @Test
  void certificateIsBoundOnlyIfAllowed() throws Exception {
    Bindings bindings = bindings(builder -> trusting(builder).allowServerEndPointBinding());
    byte[] certificate = TestCertificates.trusted().certificate().getEncoded();
    // RFC 5929, section 4.1; the kit signs with ECDSA and SHA-256.
    assertArrayEquals(
        MessageDigest.getInstance("SHA-256").digest(certificate),
        bindings.seen.get("tls-server-end-point").orElseThrow());
  }

  @Test
  void disabledBindingOffersNoBindingData() throws Exception {
    Bindings bindings =
        bindings(builder ->
            trusting(builder).allowServerEndPointBinding().channelBinding(ChannelBinding.NONE));
    assertTrue(bindings.seen.values().stream().allMatch(Optional::isEmpty));
  }

  /** A TLS provider that claims to have data of some types, whatever the version of TLS. */
  private record Claiming(List<String> types) implements TlsProvider {
    @Override
    public String name() {
      return "claiming";
    }

    @Override
    public SSLContext context(TlsOptions options) {
      return TestCertificates.trustingContext();
    }

    @Override
    public Optional<byte[]> channelBinding(String type, SSLSocket socket) {
      boolean connected = socket.getSession().isValid();
      return connected && types.contains(type)
          ? Optional.of(type.getBytes(US_ASCII))
          : Optional.empty();
    }
  }

  private static Claiming claiming(String types) {
    return new Claiming(List.of(types.split(" ", -1)));
  }

  /** A mechanism that binds, and tells the server to which type. */
  private record Binding() implements SaslMechanismProvider {
    @Override
    public String name() {
      return "SCRAM-SHA-256-PLUS";
    }

    @Override
    public Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
      return Stream.of("tls-exporter", "tls-unique", "tls-server-end-point")
          .filter(type -> context.channelBinding(type).isPresent())
          .findFirst()
          .map(type -> FakeMechanism.of(name()).initial(type));
    }
  }

  /**
   * RFC 9266: tls-exporter from TLS 1.3 on, tls-unique below it, whatever the provider claims to
   * have. What no side has is not tried; if it is required, the login fails before AUTH is sent.
   */
  @ParameterizedTest
  @CsvSource({
    // version, provider has,            policy,    PLUS is bound to
    "TLSv1.2, none,                      REQUIRED,  nothing",
    "TLSv1.2, none,                      PREFERRED, unbound",
    "TLSv1.2, none,                      NONE,      unbound",
    "TLSv1.2, tls-exporter,              REQUIRED,  nothing",
    "TLSv1.2, tls-exporter,              PREFERRED, unbound",
    "TLSv1.2, tls-unique,                REQUIRED,  tls-unique",
    "TLSv1.2, tls-unique,                PREFERRED, tls-unique",
    "TLSv1.2, tls-unique,                NONE,      unbound",
    "TLSv1.2, tls-exporter tls-unique,   PREFERRED, tls-unique",
    "TLSv1.3, tls-exporter,              REQUIRED,  tls-exporter",
    "TLSv1.3, tls-exporter,              PREFERRED, tls-exporter",
    "TLSv1.3, tls-exporter,              NONE,      unbound",
    "TLSv1.3, tls-exporter tls-unique,   REQUIRED,  tls-exporter",
    "TLSv1.3, none,                      REQUIRED,  runtime or nothing",
    "TLSv1.3, tls-unique,                REQUIRED,  runtime or nothing",
    "TLSv1.3, tls-unique,                PREFERRED, runtime or unbound",
    "TLSv1.3, tls-unique,                NONE,      unbound",
  })
  void versionOfTlsDecidesWhichBindingIsUsed(
      String version, String types, ChannelBinding policy, String expected) throws Exception {
    String bound = expected.replaceFirst("runtime or ", "");
    if (expected.startsWith("runtime") && runtimeExportsKeys()) {
      bound = "tls-exporter";
    }
    String auth =
        switch (bound) {
          case "nothing" -> "C: QUIT\nS: 221 bye\n";
          case "unbound" -> "C: AUTH SCRAM-SHA-256 *\n" + DONE;
          default -> "C: AUTH SCRAM-SHA-256-PLUS " + base64(bound) + "\n" + DONE;
        };
    String script = TLS + Play.ehlo("AUTH SCRAM-SHA-256 SCRAM-SHA-256-PLUS") + auth;
    try (var server = Play.server(script)) {
      SmtpClient client =
          Play.builder(server)
              .tls(TlsMode.STARTTLS)
              .tlsProvider(claiming(types))
              .tlsOptions(TlsOptions.builder().protocols(version).build())
              .mechanism(new Binding())
              .mechanism(FakeMechanism.of("SCRAM-SHA-256").initial("x"))
              .channelBinding(policy)
              .credentials(CREDENTIALS)
              .build();
      if (bound.equals("nothing")) {
        var failure = assertThrows(SmtpAuthenticationException.class, client::connect);
        assertTrue(failure.getMessage().contains("channel binding"), failure.getMessage());
        assertTrue(failure.getMessage().contains(version), failure.getMessage());
      } else {
        client.connect().close();
      }
      server.assertCompleted();
    }
  }

  @Test
  void tlsProviderIsAskedForBindingDataFirst() throws Exception {
    Bindings bindings = bindings(builder -> builder.tlsProvider(claiming("tls-exporter x")));
    for (String type : List.of("tls-exporter", "x")) {
      assertEquals(type, new String(bindings.seen.get(type).orElseThrow(), US_ASCII));
    }
  }

  @Test
  void plaintextConnectionHasNoBindingData() throws Exception {
    Bindings bindings = new Bindings();
    try (var server = Play.server(Play.hello("AUTH X-LOOK") + "C: AUTH X-LOOK *\n" + DONE);
        SmtpSession session =
            Play.builder(server)
                .mechanism(bindings)
                .allowUnencryptedCredentials()
                .build()
                .connect()) {
      session.authenticate(CREDENTIALS);
      assertTrue(bindings.seen.values().stream().allMatch(Optional::isEmpty));
    }
  }
}
