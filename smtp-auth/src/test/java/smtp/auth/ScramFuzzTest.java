package smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ongres.scram.client.ScramClient;
import java.util.List;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.fuzz.FuzzInput;
import smtp.fuzz.FuzzTest;
import smtp.testkit.ScramServer;

/** Whatever a server sends, the result is an error or the proof that another client computes. */
class ScramFuzzTest {

  private static final String PASSWORD = "p\u00e9ncil-secret";
  private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";

  private final TestContext context =
      new TestContext().option("scram.min-iterations", "1").option("scram.max-iterations", "50");

  /** Two messages of a server, in which an N stands for the client's nonce. */
  @FuzzTest
  void responseIsAnErrorOrTheProofOfAnotherClient(byte[] bytes) throws Exception {
    FuzzInput input = new FuzzInput(bytes);
    // The scripted server replaces text in braces, too.
    String serverFirst = input.text().replace("{", "").replace("N", NONCE);
    String serverFinal = input.text();
    var scram =
        new ScramSha256Provider()
            .create(Credentials.password("ann", PASSWORD), context, NONCE)
            .orElseThrow();
    var server = ScramServer.of("SHA-256", PASSWORD);
    server.first(scram.initialResponse());
    server.first(serverFirst);
    byte[] proof;
    try {
      proof = scram.respond(serverFirst.getBytes(UTF_8));
    } catch (SaslException e) {
      checkError(e);
      return;
    }
    if (serverFirst.split(",", -1).length == 3) {
      // With an extension, the other client does not follow RFC 5802, section 3.
      assertArrayEquals(proofOfAnother(serverFirst), proof);
    }
    String due = server.last(proof);
    assertTrue(due.startsWith("v="), due);
    checkVerification(scram, serverFinal, due);
  }

  private static byte[] proofOfAnother(String serverFirst) throws Exception {
    ScramClient other =
        ScramClient.builder()
            .advertisedMechanisms(List.of("SCRAM-SHA-256"))
            .username("ann")
            .password(PASSWORD.toCharArray())
            .nonceSupplier(() -> NONCE)
            .build();
    other.clientFirstMessage();
    other.serverFirstMessage(serverFirst);
    return other.clientFinalMessage().toString().getBytes(UTF_8);
  }

  private static void checkVerification(SaslMechanism scram, String serverFinal, String due)
      throws SaslException {
    assertFalse(scram.isComplete());
    try {
      assertEquals(0, scram.respond(serverFinal.getBytes(UTF_8)).length);
      assertEquals(due, serverFinal.split(",", -1)[0]);
      assertTrue(scram.isComplete());
    } catch (SaslException e) {
      checkError(e);
      assertFalse(scram.isComplete());
    }
  }

  private static void checkError(SaslException error) {
    assertTrue(error.getMessage().chars().allMatch(c -> c >= 0x20 && c < 0x7f), error::getMessage);
    assertTrue(error.getMessage().length() < 250);
    assertFalse(error.getMessage().contains(PASSWORD));
  }
}
