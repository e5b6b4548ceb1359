package smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** SCRAM against servers that lie, break off or ask for too much. */
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

  private static byte[] octets(String text) {
    return text.getBytes(UTF_8);
  }

  private String nonce() throws SaslException {
    server.first(scram.initialResponse());
    return server.clientNonce();
  }

  /** Sends a server-first-message in which N stands for the client's nonce. */
  private byte[] answer(String serverFirst) throws SaslException {
    return scram.respond(octets(serverFirst.replace("N", nonce())));
  }

  private SaslException assertRefused(String serverFirst) {
    var e = assertThrows(SaslException.class, () -> answer(serverFirst));
    assertFalse(scram.isComplete());
    return e;
  }

  // --- A3: who proves what

  @Test
  void a3IsNotCompleteBeforeTheServerWasVerified() throws Exception {
    assertFalse(scram.isComplete());
    String first = server.first(scram.initialResponse());
    assertFalse(scram.isComplete());
    String last = server.last(scram.respond(octets(first)));
    assertFalse(scram.isComplete());
    scram.respond(octets(last));
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
  void a3AServerThatDoesNotProveItselfIsNotBelieved(String serverFinal) throws Exception {
    scram.respond(octets(server.first(scram.initialResponse())));
    assertThrows(SaslException.class, () -> scram.respond(octets(serverFinal)));
    assertFalse(scram.isComplete());
  }

  @Test
  void a3ASignatureOfAnotherExchangeIsNotBelieved() throws Exception {
    String last = server.last(scram.respond(octets(server.first(scram.initialResponse()))));
    SaslMechanism again = mechanism();
    again.respond(octets(server.first(again.initialResponse())));
    assertThrows(SaslException.class, () -> again.respond(octets(last)));
    assertFalse(again.isComplete());
  }

  @Test
  void a3AFailureIsFinal() throws Exception {
    String last = server.last(scram.respond(octets(server.first(scram.initialResponse()))));
    assertThrows(SaslException.class, () -> scram.respond(octets("v=AAAA")));
    assertThrows(SaslException.class, () -> scram.respond(octets(last)));
    assertFalse(scram.isComplete());
  }

  @Test
  void a3ASignatureMayBeFollowedByExtensions() throws Exception {
    String last = server.last(scram.respond(octets(server.first(scram.initialResponse()))));
    scram.respond(octets(last + ",x=future"));
    assertTrue(scram.isComplete());
  }

  /** So that a client that only prefers to bind can go on; not when the bindings differ. */
  @Test
  void a7AServerThatCannotBindIsNotOneThatRefusesThePassword() throws Exception {
    for (String error :
        List.of("channel-binding-not-supported", "unsupported-channel-binding-type")) {
      assertTrue(assertRefused("e=" + error).isUnsuitable());
      scram = mechanism();
      scram.respond(octets(server.first(scram.initialResponse())));
      var e = assertThrows(SaslException.class, () -> scram.respond(octets("e=" + error)));
      assertTrue(e.isUnsuitable());
      scram = mechanism();
    }
    assertFalse(assertRefused("e=channel-bindings-dont-match").isUnsuitable());
    scram = mechanism();
    assertFalse(assertRefused("e=invalid-proof").isUnsuitable());
  }

  @Test
  void a3ErrorsOfTheServerAreShortAndPrintable() throws Exception {
    scram.respond(octets(server.first(scram.initialResponse())));
    var e =
        assertThrows(
            SaslException.class, () -> scram.respond(octets("e=" + "x".repeat(1_000_000))));
    assertTrue(e.getMessage().length() < 200);
    assertThrows(SaslException.class, () -> mechanism().respond(octets("e=\u001b[2J")));
  }

  // --- A4: nonces

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
  void a4TheNonceExtendsOursAndIsPrintable(String serverFirst) {
    assertRefused(serverFirst);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_096, 1_000_000})
  void a4AHugeNonceIsRefused(int length) {
    String huge = "r=N" + "x".repeat(length) + ",s=" + SALT + ",i=4096";
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertRefused(huge));
  }

  @Test
  void a4AMessageOf4096OctetsIsTheLongest() throws Exception {
    String rest = ",s=" + SALT + ",i=4096";
    int fits = 4_096 - ("r=" + nonce() + rest).length();
    assertDoesNotThrow(() -> answer("r=N" + "x".repeat(fits) + rest));
    assertRefused("r=N" + "x".repeat(fits + 1) + rest);
  }

  // --- A5: iterations

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "+4096", "04096", "4096x", "4096 ", "", "x", "4.0", "\u0664\u0660"})
  void a5IterationsAreANumber(String iterations) {
    assertRefused("r=Nsrv,s=" + SALT + ",i=" + iterations);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4095"})
  void a5TooFewIterationsMakeGuessingEasy(String iterations) {
    var e = assertRefused("r=Nsrv,s=" + SALT + ",i=" + iterations);
    assertTrue(e.getMessage().contains("scram.min-iterations"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000001", "2147483647", "2147483648", "99999999999999999999999999"})
  void a5TooManyIterationsAreRefusedBeforeTheyAreDone(String iterations) {
    // A machine that does this many takes minutes.
    var e =
        assertTimeoutPreemptively(
            Duration.ofSeconds(5), () -> assertRefused("r=Nsrv,s=" + SALT + ",i=" + iterations));
    assertTrue(e.getMessage().contains("scram.max-iterations"), e.getMessage());
  }

  @Test
  void a5TheErrorSaysHowManyTheServerWanted() {
    var e = assertRefused("r=Nsrv,s=" + SALT + ",i=999999999");
    assertTrue(e.getMessage().contains("999999999 times"), e.getMessage());
  }

  @Test
  void a5SixHundredThousandIterationsAreFine() {
    assertDoesNotThrow(() -> answer("r=Nsrv,s=" + SALT + ",i=600000"));
  }

  @Test
  void a5TheBoundsCanBeSet() throws Exception {
    context.option("scram.min-iterations", "1").option("scram.max-iterations", "5000");
    scram = mechanism();
    answer("r=Nsrv,s=" + SALT + ",i=1");
    scram = mechanism();
    assertRefused("r=Nsrv,s=" + SALT + ",i=5001");
    context.option("scram.max-iterations", "many");
    assertThrows(SaslException.class, this::mechanism);
  }

  @Test
  void a5TheComputationGivesUpWhenTheSessionDoes() throws Exception {
    var looks = new AtomicInteger();
    context.cancelledWhen(() -> looks.incrementAndGet() == 3);
    scram = mechanism();
    assertRefused("r=Nsrv,s=" + SALT + ",i=1000000");
    assertEquals(3, looks.get());
  }

  // --- A6: salt, extensions, order

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
  void a6TheFirstMessageHasItsThreeAttributesInOrder(String serverFirst) {
    assertRefused(serverFirst);
  }

  @Test
  void a6AMandatoryExtensionIsNamedAsTheReason() {
    var e = assertRefused("m=must,r=Nsrv,s=" + SALT + ",i=4096");
    assertTrue(e.getMessage().contains("extension"), e.getMessage());
  }

  @Test
  void a6AHugeSaltIsRefused() {
    assertRefused("r=Nsrv,s=" + "AAAA".repeat(250_000) + ",i=4096");
  }

  @Test
  void a6UnknownExtensionsArePassedOverAndSigned() throws Exception {
    String first = server.first(scram.initialResponse());
    String extended = server.first(first + ",a=the future,z=~,A=1,Z=1");
    scram.respond(octets(server.last(scram.respond(octets(extended)))));
    assertTrue(scram.isComplete());
  }

  // --- A9: rounds

  @Test
  void a9GivesUpWhenTheServerWantsMore() throws Exception {
    String last = server.last(scram.respond(octets(server.first(scram.initialResponse()))));
    scram.respond(octets(last));
    assertThrows(SaslException.class, () -> scram.respond(octets(last)));
    assertFalse(scram.isComplete());
  }

  @Test
  void a9GivesUpWhenAskedBeforeItBegan() {
    assertThrows(SaslException.class, () -> scram.respond(new byte[0]));
  }

  @Test
  void closeWipesThePassword() throws Exception {
    String first = server.first(scram.initialResponse());
    scram.close();
    // With a wiped password the proof is that of another one.
    assertEquals("e=invalid-proof", server.last(scram.respond(octets(first))));
  }

  @Test
  void aSuppliedPasswordIsWiped() throws Exception {
    char[] supplied = "pencil".toCharArray();
    new ScramSha256Provider()
        .create(Credentials.password("ann", () -> supplied), context)
        .orElseThrow()
        .initialResponse();
    assertTrue(Arrays.equals(new char[6], supplied));
  }
}
