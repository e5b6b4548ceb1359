package smtp.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.auth.Utf8.bytes;
import static smtp.auth.Utf8.text;

import com.ongres.scram.client.ScramClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.testkit.ScramServer;

class ScramTest {

  private static final byte[] BINDING = {10, 20, 30};

  static ScramProvider provider(String name) {
    return switch (name) {
      case "SCRAM-SHA-1" -> new ScramSha1Provider();
      case "SCRAM-SHA-1-PLUS" -> new ScramSha1PlusProvider();
      case "SCRAM-SHA-256" -> new ScramSha256Provider();
      case "SCRAM-SHA-256-PLUS" -> new ScramSha256PlusProvider();
      case "SCRAM-SHA-512" -> new ScramSha512Provider();
      case "SCRAM-SHA-512-PLUS" -> new ScramSha512PlusProvider();
      default -> throw new AssertionError(name);
    };
  }

  private static SaslMechanism scram(
      String name, String username, String password, SaslContext context, String nonce)
      throws SaslException {
    return provider(name)
        .create(Credentials.password(username, password), context, nonce)
        .orElseThrow();
  }

  static SaslMechanism scram(String username, String password) throws SaslException {
    return new ScramSha256Provider()
        .create(Credentials.password(username, password), new TestContext())
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // RFC 5802, section 5
        "SCRAM-SHA-1 | fyko+d2lbbFgONRv9qkxdawL | 3rfcNHYJY1ZVvWVs7j | QSXCR+Q6sek8bf92"
            + "| v0X8v3Bz2T0CJGbJQyF0X+HI4Ts= | rmF9pqV8S7suAoZWja4dJRkFsKQ=",
        // RFC 7677, section 3
        "SCRAM-SHA-256 | rOprNGfwEbeRWgbNEkqO | %hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
            + "| W22ZaJ0SNY7soEsUEjb6gQ== | dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
            + "| 6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
      })
  void examplesOfTheRfcsAreSent(
      String name, String nonce, String serverNonce, String salt, String proof, String signature)
      throws Exception {
    var scram = scram(name, "user", "pencil", new TestContext(), nonce);
    assertEquals("n,,n=user,r=" + nonce, text(scram.initialResponse()));
    String both = nonce + serverNonce;
    assertEquals(
        "c=biws,r=" + both + ",p=" + proof,
        text(scram.respond(bytes("r=" + both + ",s=" + salt + ",i=4096"))));
    assertFalse(scram.isComplete());
    assertEquals("", text(scram.respond(bytes("v=" + signature))));
    assertTrue(scram.isComplete());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SCRAM-SHA-1",
        "SCRAM-SHA-1-PLUS",
        "SCRAM-SHA-256",
        "SCRAM-SHA-256-PLUS",
        "SCRAM-SHA-512",
        "SCRAM-SHA-512-PLUS"
      })
  void messagesEqualThoseOfAnotherClient(String name) throws Exception {
    var context = new TestContext().binding("tls-exporter", BINDING);
    var other =
        ScramClient.builder()
            .advertisedMechanisms(List.of(name))
            .username("jürgen=a,b")
            .password("pä\u00a0ss\u00adword".toCharArray())
            .channelBinding(
                name.endsWith("PLUS") ? "tls-exporter" : null,
                name.endsWith("PLUS") ? BINDING : null)
            .nonceSupplier(() -> "clientNonce")
            .build();
    var ours = scram(name, "jürgen=a,b", "pä\u00a0ss\u00adword", context, "clientNonce");
    assertEquals(other.clientFirstMessage().toString(), text(ours.initialResponse()));
    String serverFirst = "r=clientNonceX,s=QSXCR+Q6sek8bf92,i=5000";
    other.serverFirstMessage(serverFirst);
    assertEquals(other.clientFinalMessage().toString(), text(ours.respond(bytes(serverFirst))));
  }

  @ParameterizedTest
  @CsvSource({"SCRAM-SHA-1,SHA-1", "SCRAM-SHA-256,SHA-256", "SCRAM-SHA-512,SHA-512"})
  void clientAndServerVerifyEachOther(String name, String hash) throws Exception {
    assertTrue(
        converse(
            scram(name, "ann", "pencil", new TestContext(), "abc"),
            ScramServer.of(hash, "pencil")));
  }

  private static boolean converse(SaslMechanism scram, ScramServer server, byte... binding)
      throws Exception {
    String first = server.first(scram.initialResponse());
    String last = server.last(scram.respond(bytes(first)), binding);
    scram.respond(bytes(last));
    return scram.isComplete();
  }

  @Test
  void serverRefusesAWrongPassword() throws Exception {
    var server = ScramServer.of("SHA-256", "pencil");
    var scram = scram("ann", "pencils");
    var e = assertThrows(SaslException.class, () -> converse(scram, server));
    assertTrue(e.getMessage().contains("invalid-proof"), e.getMessage());
    assertFalse(scram.isComplete());
  }

  @Test
  void everyExchangeHasItsOwnNonce() throws Exception {
    assertNotEquals(
        text(scram("ann", "x").initialResponse()), text(scram("ann", "x").initialResponse()));
  }

  @Test
  void commaAndEqualsSignInANameAreEscaped() throws Exception {
    var server = ScramServer.of("SHA-256", "x");
    server.first(scram("a=b,c", "x").initialResponse());
    assertEquals("a=3Db=2Cc", server.userName());
  }

  @ParameterizedTest
  @CsvSource({
    "pa\u0308sswo\u0308rd, p\u00e4ssw\u00f6rd",
    "p\u00e4ssw\u00f6rd, p\u00e4ssw\u00f6rd",
    "\ufb01sh\u00adhook\u00a0x, fishhook x",
    "key\ud83d\udd11u\u0308, key\ud83d\udd11\u00fc",
  })
  void passwordsArePreparedHoweverTheyWereTyped(String typed, String stored) throws Exception {
    assertTrue(converse(scram("ann", typed), ScramServer.of("SHA-256", stored)));
  }

  @Test
  void namesArePreparedHoweverTheyWereTyped() throws Exception {
    var server = ScramServer.of("SHA-256", "x");
    server.first(scram("ju\u0308rgen", "x").initialResponse());
    assertEquals("j\u00fcrgen", server.userName());
  }

  @Test
  void textOfWhichSaslprepLeavesNothingIsKept() throws Exception {
    var server = ScramServer.of("SHA-256", "\u00ad\u034f");
    var scram = scram("\u034f", "\u00ad\u034f");
    assertTrue(converse(scram, server));
    assertEquals("\u034f", server.userName());
  }

  @Test
  void emptyPasswordIsRefusedBeforeAnythingIsSent() throws Exception {
    assertThrows(SaslException.class, scram("ann", "")::initialResponse);
  }

  @Test
  void onlyPasswordsAreUsedAndOnlyOverTls() throws Exception {
    for (String name : List.of("SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512")) {
      var provider = provider(name);
      assertEquals(name, provider.name());
      assertTrue(provider.needsConfidentiality());
      assertTrue(provider.create(Credentials.token("a", () -> "t"), new TestContext()).isEmpty());
    }
  }

  // --- channel binding

  private static String flag(String name, TestContext context) throws Exception {
    String first = text(scram(name, "ann", "x", context, "nonce").initialResponse());
    return first.substring(0, first.indexOf(",,"));
  }

  private static TestContext bindable() {
    return new TestContext().binding("tls-exporter", BINDING);
  }

  @Test
  void plusBindsToTheConnection() throws Exception {
    var context = bindable();
    var server = ScramServer.of("SHA-256", "pencil");
    var scram = scram("SCRAM-SHA-256-PLUS", "ann", "pencil", context, "abc");
    assertTrue(converse(scram, server, BINDING));
    assertEquals("p=tls-exporter,,", server.gs2Header());
  }

  @Test
  void serverRefusesTheBindingOfAnotherConnection() throws Exception {
    var server = ScramServer.of("SHA-256", "pencil");
    var scram = scram("SCRAM-SHA-256-PLUS", "ann", "pencil", bindable(), "abc");
    var e = assertThrows(SaslException.class, () -> converse(scram, server, (byte) 1));
    assertTrue(e.getMessage().contains("channel-bindings-dont-match"), e.getMessage());
  }

  @Test
  void plusNeedsBindingData() throws Exception {
    for (String name : List.of("SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-512-PLUS")) {
      var credentials = Credentials.password("ann", "x");
      assertEquals(name, provider(name).name());
      assertTrue(provider(name).create(credentials, new TestContext()).isEmpty());
      var empty = new TestContext().binding("tls-exporter", new byte[0]);
      assertTrue(provider(name).create(credentials, empty).isEmpty());
      assertTrue(provider(name).create(credentials, bindable()).isPresent());
    }
  }

  @Test
  void bestBindingIsUsed() throws Exception {
    var context = new TestContext().binding("tls-server-end-point", BINDING);
    assertEquals("p=tls-server-end-point", flag("SCRAM-SHA-256-PLUS", context));
    context.binding("tls-unique", BINDING);
    assertEquals("p=tls-unique", flag("SCRAM-SHA-256-PLUS", context));
    context.binding("tls-exporter", BINDING);
    assertEquals("p=tls-exporter", flag("SCRAM-SHA-256-PLUS", context));
  }

  @Test
  void couldBindFlagIsSentOnlyIfTheServerOffersNoBinding() throws Exception {
    assertEquals("y", flag("SCRAM-SHA-256", bindable().offering("SCRAM-SHA-256", "PLAIN")));
    assertEquals(
        "n", flag("SCRAM-SHA-256", bindable().offering("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS")));
    assertEquals(
        "n", flag("SCRAM-SHA-1", bindable().offering("SCRAM-SHA-1", "SCRAM-SHA-256-PLUS")));
    assertEquals("n", flag("SCRAM-SHA-256", new TestContext().offering("SCRAM-SHA-256")));
    assertEquals("n", flag("SCRAM-SHA-256", bindable()));
  }

  @Test
  void flagIsPartOfTheProof() throws Exception {
    var server = ScramServer.of("SHA-256", "pencil");
    var context = bindable().offering("SCRAM-SHA-256");
    assertTrue(converse(scram("SCRAM-SHA-256", "ann", "pencil", context, "abc"), server));
    assertEquals("y,,", server.gs2Header());
  }
}
