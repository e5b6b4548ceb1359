package smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.fuzz.FuzzInput;
import smtp.fuzz.FuzzTest;

/** The detail of a refused token is a printable line, or empty, whatever the server sends. */
class OauthFuzzTest {

  private static final String TOKEN = "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg";

  @FuzzTest
  void detailIsALineWithoutTheTokenOrNothing(byte[] bytes) throws SaslException {
    checkDetail(bytes);
    checkMembers(new FuzzInput(bytes));
  }

  private static void checkDetail(byte[] challenge) throws SaslException {
    String text = new String(challenge, UTF_8).replace("TOKEN", TOKEN);
    for (var provider : List.of(new OauthBearerProvider(), new Xoauth2Provider())) {
      var mechanism =
          provider.create(Credentials.token("ann", () -> TOKEN), new TestContext()).orElseThrow();
      mechanism.initialResponse();
      byte[] answer = mechanism.respond(text.getBytes(UTF_8));
      assertTrue(answer.length <= 1);
      assertFalse(mechanism.isComplete());
      mechanism.failureDetail().ifPresent(OauthFuzzTest::checkLine);
    }
  }

  private static void checkLine(String detail) {
    assertTrue(detail.chars().allMatch(c -> c >= 0x20 && c < 0x7f), detail);
    assertTrue(detail.length() < 500);
    assertFalse(detail.contains(TOKEN));
  }

  /** Members after a nested value are read as they were written. */
  private static void checkMembers(FuzzInput input) {
    Map<String, String> members = new HashMap<>();
    StringBuilder json = new StringBuilder("{\"nested\":[{\"a\":\"]}\"},1]");
    while (input.hasMore()) {
      String name = input.text();
      String value = input.text();
      members.putIfAbsent(name, value);
      json.append(",\n").append(quoted(name)).append(" : ").append(quoted(value));
    }
    assertEquals(members, JsonMembers.of(json.append('}').toString()));
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c >= 0x80) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
