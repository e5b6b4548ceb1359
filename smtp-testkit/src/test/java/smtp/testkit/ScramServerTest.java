package smtp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's side of SCRAM, alone and in a dialogue. */
class ScramServerTest {
  // RFC 7677, section 3
  private static final String CLIENT_FIRST = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
  private static final String SERVER_FIRST =
      "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
  private static final String CLIENT_FINAL =
      "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
          + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
  private static final String SERVER_FINAL = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

  private final ScramServer server = ScramServer.of("SHA-256", "pencil");

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void sendsTheMessagesOfTheRfcsExample() {
    server.first(bytes(CLIENT_FIRST));
    assertEquals("user", server.userName());
    assertEquals("rOprNGfwEbeRWgbNEkqO", server.clientNonce());
    server.first("r={nonce}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    assertEquals(SERVER_FINAL, server.last(bytes(CLIENT_FINAL)));
  }

  @Test
  void reportsWhatIsWrong() {
    server.first(bytes(CLIENT_FIRST));
    server.first(SERVER_FIRST);
    assertEquals("e=invalid-proof", server.last(bytes(CLIENT_FINAL.replace("p=dHzb", "p=aHzb"))));
    assertEquals("e=invalid-proof", server.last(bytes(CLIENT_FINAL.replaceFirst("p=.*", "p=!"))));
    assertEquals(
        "e=channel-bindings-dont-match",
        server.last(bytes(CLIENT_FINAL.replace("c=biws", "c=eSws"))));
    assertEquals("e=channel-bindings-dont-match", server.last(bytes(CLIENT_FINAL), (byte) 1));
    assertEquals("e=invalid-encoding", server.last(bytes("p=x")));
    assertThrows(IllegalArgumentException.class, () -> server.first(bytes("n,,r=x")));
    assertThrows(IllegalArgumentException.class, () -> ScramServer.of("MD5", "x"));
  }

  private static String script(String password, String more) {
    return "SCRAM SHA-256 " + password + "\n" + more;
  }

  private static RawClient talk(ScriptedServer server, String line) throws Exception {
    return RawClient.connect(server).send(line + "\r\n");
  }

  @Test
  void dialoguePlaysAnExchange() throws Exception {
    String script =
        script(
            "pencil",
            """
            SCRAM-SERVER-FIRST %s
            SCRAM-CLIENT-FINAL
            SCRAM-SERVER-FINAL
            C:
            S: 235 ok
            """
                .formatted(SERVER_FIRST));
    try (var played = ScriptedServer.start(script);
        RawClient client = talk(played, "AUTH SCRAM-SHA-256 " + base64(CLIENT_FIRST))) {
      assertEquals("334 " + base64(SERVER_FIRST) + "\r\n", client.readLine());
      client.send(base64(CLIENT_FINAL) + "\r\n");
      assertEquals("334 " + base64(SERVER_FINAL) + "\r\n", client.readLine());
      client.send("\r\n");
      assertEquals("235 ok\r\n", client.readLine());
      played.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AUTH SCRAM-SHA-1 biwsbj11LHI9eA==",
        "AUTH SCRAM-SHA-256",
        "AUTH SCRAM-SHA-256 !",
        "AUTH SCRAM-SHA-256 biws",
        "NOOP",
      })
  void otherCommandIsADeviation(String command) throws Exception {
    try (var played = ScriptedServer.start(Dialogue.of(script("pencil", "S: 535 no\n")));
        RawClient client = talk(played, command)) {
      AssertionError e = assertThrows(AssertionError.class, played::assertCompleted);
      assertTrue(e.getMessage().contains(command), e.getMessage());
      assertEquals("", client.readToEnd());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM", "SCRAM SHA-256", "SCRAM MD5 x", "SCRAM-CLIENT-FINAL x"})
  void incompleteDirectiveIsRejected(String line) {
    assertThrows(IllegalArgumentException.class, () -> Dialogue.of(line));
  }
}
