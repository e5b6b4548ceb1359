package smtp.auth;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.auth.Utf8.bytes;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.testkit.ScramServer;

/** SCRAM with servers that lie, stop in the middle or ask for too much. */
class ScramFaultsTest {

  private static final String SALT = "QSXCR+Q6sek8bf92";

  private final TestContext context = new TestContext();
  private ScramServer server;
  private SaslMechanism scram;

  @BeforeEach
  void begin() throws Exception {
    server = ScramServer.of("SHA-256", "pencil");
    scram = mechanism();
  }

  private SaslMechanism mechanism() throws SaslException {
    return new ScramSha256Provider()
        .create(Credentials.password("ann", "pencil"), context)
        .orElseThrow();
  }

  private String nonce() throws SaslException {
    server.first(scram.initialResponse());
    return server.clientNonce();
  }

  /** Sends a server-first-message in which N stands for the client's nonce. */
  private byte[] answer(String serverFirst) throws SaslException {
    return scram.respond(bytes(serverFirst.replace("N", nonce())));
  }

  private SaslException assertRefused(String serverFirst) {
    var e = assertThrows(SaslException.class, () -> answer(serverFirst));
    assertFalse(scram.isComplete());
    return e;
  }

  // --- who proves what

  @Test
  void exchangeIsNotCompleteBeforeTheServerIsVerified() throws Exception {
    assertFalse(scram.isComplete());
    String first = server.first(scram.initialResponse());
    assertFalse(scram.isComplete());
    String last = server.last(scram.respond(bytes(first)));
    assertFalse(scram.isComplete());
    scram.respond(bytes(last));
    assertTrue(scram.isComplete());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=",
        "v=AAAA",
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
        "v=!!!",
        "V=AAAA",
        "",
        ",",
        "x=y",
        "e=",
        "e=other-error",
        "e=made-up-error",
        "m=x,v=AAAA",
      })
  void serverThatDoesNotProveItselfIsRefused(String serverFinal) throws Exception {
    scram.respond(bytes(server.first(scram.initialResponse())));
    assertThrows(SaslException.class, () -> scram.respond(bytes(serverFinal)));
    assertFalse(scram.isComplete());
  }

  @Test
  void signatureOfAnotherExchangeIsRefused() throws Exception {
    String last = server.last(scram.respond(bytes(server.first(scram.initialResponse()))));
    SaslMechanism again = mechanism();
    again.respond(bytes(server.first(again.initialResponse())));
    assertThrows(SaslException.class, () -> again.respond(bytes(last)));
    assertFalse(again.isComplete());
  }

  @Test
  void failureIsFinal() throws Exception {
    String last = server.last(scram.respond(bytes(server.first(scram.initialResponse()))));
    assertThrows(SaslException.class, () -> scram.respond(bytes("v=AAAA")));
    assertThrows(SaslException.class, () -> scram.respond(bytes(last)));
    assertFalse(scram.isComplete());
  }

  @Test
  void extensionsMayFollowTheSignature() throws Exception {
    String last = server.last(scram.respond(bytes(server.first(scram.initialResponse()))));
    scram.respond(bytes(last + ",x=future"));
    assertTrue(scram.isComplete());
  }

  /** So a client that only prefers to bind can continue, but not if the bindings differ. */
  @Test
  void refusedBindingIsNotARefusedPassword() throws Exception {
    for (String error :
        List.of("channel-binding-not-supported", "unsupported-channel-binding-type")) {
      assertTrue(assertRefused("e=" + error).isUnsuitable());
      scram = mechanism();
      scram.respond(bytes(server.first(scram.initialResponse())));
      var e = assertThrows(SaslException.class, () -> scram.respond(bytes("e=" + error)));
      assertTrue(e.isUnsuitable());
      scram = mechanism();
    }
    assertFalse(assertRefused("e=channel-bindings-dont-match").isUnsuitable());
    scram = mechanism();
    assertFalse(assertRefused("e=invalid-proof").isUnsuitable());
  }

  @Test
  void errorOfTheServerIsShortAndPrintable() throws Exception {
    scram.respond(bytes(server.first(scram.initialResponse())));
    var e =
        assertThrows(SaslException.class, () -> scram.respond(bytes("e=" + "x".repeat(1_000_000))));
    assertTrue(e.getMessage().length() < 200);
    assertThrows(SaslException.class, () -> mechanism().respond(bytes("e=\u001b[2J")));
  }

  // --- nonces

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r=N,s=" + SALT + ",i=4096",
        "r=other,s=" + SALT + ",i=4096",
        "r=xN,s=" + SALT + ",i=4096",
        "r=,s=" + SALT + ",i=4096",
        "r=N srv,s=" + SALT + ",i=4096",
        "r=N\tsrv,s=" + SALT + ",i=4096",
        "r=N\u00fc,s=" + SALT + ",i=4096",
        "r=N\0,s=" + SALT + ",i=4096",
        "r=N\u007f,s=" + SALT + ",i=4096",
      })
  void nonceExtendsTheClientsAndIsPrintable(String serverFirst) {
    assertRefused(serverFirst);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_096, 1_000_000})
  void hugeNonceIsRefused(int length) {
    String huge = "r=N" + "x".repeat(length) + ",s=" + SALT + ",i=4096";
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertRefused(huge));
  }

  @Test
  void messageOf4096BytesIsTheLongest() throws Exception {
    String rest = ",s=" + SALT + ",i=4096";
    int fits = 4_096 - ("r=" + nonce() + rest).length();
    assertDoesNotThrow(() -> answer("r=N" + "x".repeat(fits) + rest));
    assertRefused("r=N" + "x".repeat(fits + 1) + rest);
  }

  // --- iterations

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "+4096", "04096", "4096x", "4096 ", "", "x", "4.0", "\u0664\u0660"})
  void iterationCountIsANumber(String iterations) {
    assertRefused("r=Nsrv,s=" + SALT + ",i=" + iterations);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4095"})
  void tooFewIterationsAreRefused(String iterations) {
    var e = assertRefused("r=Nsrv,s=" + SALT + ",i=" + iterations);
    assertTrue(e.getMessage().contains("scram.min-iterations"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000001", "2147483647", "2147483648", "99999999999999999999999999"})
  void tooManyIterationsAreRefusedBeforeTheyAreComputed(String iterations) {
    // To compute this many takes minutes.
    var e =
        assertTimeoutPreemptively(
            Duration.ofSeconds(5), () -> assertRefused("r=Nsrv,s=" + SALT + ",i=" + iterations));
    assertTrue(e.getMessage().contains("scram.max-iterations"), e.getMessage());
  }

  @Test
  void messageSaysHowManyIterationsTheServerAskedFor() {
    var e = assertRefused("r=Nsrv,s=" + SALT + ",i=999999999");
    assertTrue(e.getMessage().contains("999999999 iterations"), e.getMessage());
  }

  @Test
  void sixHundredThousandIterationsAreAccepted() {
    assertDoesNotThrow(() -> answer("r=Nsrv,s=" + SALT + ",i=600000"));
  }

  @Test
  void boundsOfIterationsCanBeSet() throws Exception {
    context.option("scram.min-iterations", "1").option("scram.max-iterations", "5000");
    scram = mechanism();
    answer("r=Nsrv,s=" + SALT + ",i=1");
    scram = mechanism();
    assertRefused("r=Nsrv,s=" + SALT + ",i=5001");
    context.option("scram.max-iterations", "many");
    assertThrows(SaslException.class, this::mechanism);
  }

  @Test
  void computationStopsWhenTheSessionIsCancelled() throws Exception {
    var looks = new AtomicInteger();
    context.cancelledWhen(() -> looks.incrementAndGet() == 3);
    scram = mechanism();
    assertRefused("r=Nsrv,s=" + SALT + ",i=1000000");
    assertEquals(3, looks.get());
  }

  // --- salt, extensions, order

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r=Nsrv,s=,i=4096",
        "r=Nsrv,s=!!!,i=4096",
        "r=Nsrv,s=QSX,CR,i=4096",
        "m=must,r=Nsrv,s=" + SALT + ",i=4096",
        "r=Nsrv,s=" + SALT + ",i=4096,m=must",
        "s=" + SALT + ",r=Nsrv,i=4096",
        "r:Nsrv,s=" + SALT + ",i=4096",
        "x=Nsrv,s=" + SALT + ",i=4096",
        "r=Nsrv,i=4096,s=" + SALT,
        "r=Nsrv,r=Nsrv,s=" + SALT + ",i=4096",
        "r=Nsrv,s=" + SALT + ",i=4096,i=5000",
        "r=Nsrv,s=" + SALT + ",i=4096,x=1,x=2",
        "r=Nsrv,s=" + SALT + ",i=4096,x=",
        "r=Nsrv,s=" + SALT + ",i=4096,",
        "r=Nsrv,s=" + SALT + ",i=4096,xyz",
        "r=Nsrv,s=" + SALT + ",i=4096,1=x",
        "r=Nsrv,s=" + SALT + ",i=4096,@=x",
        "r=Nsrv,s=" + SALT + ",i=4096,[=x",
        "r=Nsrv,s=" + SALT + ",i=4096,`=x",
        "r=Nsrv,s=" + SALT + ",i=4096,{=x",
        "r=Nsrv,s=" + SALT,
        "r=Nsrv",
        "r",
        "",
        ",,",
        ",,,,,,,,",
        "e=unknown-user",
      })
  void firstMessageHasItsThreeAttributesInOrder(String serverFirst) {
    assertRefused(serverFirst);
  }

  @Test
  void messageSaysThatAMandatoryExtensionIsMissing() {
    var e = assertRefused("m=must,r=Nsrv,s=" + SALT + ",i=4096");
    assertTrue(e.getMessage().contains("extension"), e.getMessage());
  }

  @Test
  void hugeSaltIsRefused() {
    assertRefused("r=Nsrv,s=" + "AAAA".repeat(250_000) + ",i=4096");
  }

  @Test
  void unknownExtensionsAreIgnoredAndSigned() throws Exception {
    String first = server.first(scram.initialResponse());
    String extended = server.first(first + ",a=the future,z=~,A=1,Z=1");
    scram.respond(bytes(server.last(scram.respond(bytes(extended)))));
    assertTrue(scram.isComplete());
  }

  // --- rounds

  @Test
  void challengeAfterTheEndIsRefused() throws Exception {
    String last = server.last(scram.respond(bytes(server.first(scram.initialResponse()))));
    scram.respond(bytes(last));
    assertThrows(SaslException.class, () -> scram.respond(bytes(last)));
    assertFalse(scram.isComplete());
  }

  @Test
  void challengeBeforeTheBeginningIsRefused() {
    assertThrows(SaslException.class, () -> scram.respond(new byte[0]));
  }

  @Test
  void closeWipesThePassword() throws Exception {
    String first = server.first(scram.initialResponse());
    scram.close();
    // The proof of a wiped password is that of another password.
    assertEquals("e=invalid-proof", server.last(scram.respond(bytes(first))));
  }

  @Test
  void suppliedPasswordIsWiped() throws Exception {
    char[] supplied = "pencil".toCharArray();
    new ScramSha256Provider()
        .create(Credentials.password("ann", () -> supplied), context)
        .orElseThrow()
        .initialResponse();
    assertTrue(Arrays.equals(new char[6], supplied));
  }
}
