package smtp.core.internal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import smtp.api.Credentials;
import smtp.fuzz.FuzzInput;
import smtp.fuzz.FuzzTest;

/** Any answer of a proxy is an explained error, or a tunnel that starts with the server's bytes. */
class ProxyFuzzTest {

  private static final String SECRET = "s3cret-pass";
  private static final ProxyLogin LOGIN = new ProxyLogin(Credentials.password("ann", SECRET));
  private static final ServerAddress SERVER = new ServerAddress("mail.example.org", 587);

  private static final Pattern HTTP =
      Pattern.compile("HTTP/1\\.[0-9] 2[0-9]{2}(?: [^\\r\\n]*)?\\r?\\n.*", Pattern.DOTALL);

  /** The first piece says what kind of proxy it is, and whether it is told who asks. */
  @FuzzTest
  void anyAnswerIsATunnelOrAnExplainedError(byte[] octets) throws IOException {
    FuzzInput input = new FuzzInput(octets);
    int kind = input.number(4);
    ProxyLogin login = kind % 2 == 0 ? ProxyLogin.NONE : LOGIN;
    byte[] answer = input.rest();
    AnsweringLink link = new AnsweringLink(answer);
    ProxyProtocol protocol = kind < 2 ? new Socks5(login) : new HttpConnect(login);
    try {
      protocol.ask(new ProxyLink(link), SERVER);
    } catch (IOException e) {
      checkWords(e.getMessage());
      assertTrue(link.taken() <= 16 * 1024);
      assertFalse(kind >= 2 && isGood(new String(answer, ISO_8859_1)));
      return;
    }
    String taken = new String(answer, 0, link.taken(), ISO_8859_1);
    if (kind < 2) {
      assertEquals(socksAnswer(answer, login), link.taken());
    } else {
      assertTrue(isGood(taken), taken);
      assertEquals(endOfHeader(taken), taken.length());
    }
  }

  private static void checkWords(String message) {
    assertTrue(message.chars().allMatch(c -> c >= 0x20 && c < 0x7f), message);
    assertTrue(message.length() < 200);
    assertFalse(message.contains(SECRET));
  }

  /** Returns how long the whole good answer of a SOCKS proxy is. */
  private static int socksAnswer(byte[] answer, ProxyLogin login) {
    boolean password = login.isPresent() && answer[1] == 2;
    int reply = password ? 4 : 2;
    assertEquals(5, answer[0]);
    assertTrue(password ? answer[3] == 0 : answer[1] == 0);
    assertEquals(5, answer[reply]);
    assertEquals(0, answer[reply + 1]);
    int address =
        switch (answer[reply + 3]) {
          case 1 -> 4;
          case 4 -> 16;
          default -> 1 + (answer[reply + 4] & 0xFF);
        };
    return reply + 4 + address + 2;
  }

  /** Tells whether an HTTP proxy made a tunnel. */
  private static boolean isGood(String answer) {
    int end = endOfHeader(answer);
    return end >= 0 && end <= 16 * 1024 && HTTP.matcher(answer).matches();
  }

  private static int endOfHeader(String text) {
    Matcher end = Pattern.compile("\\n\\r?\\n").matcher(text);
    return end.find() ? end.end() : -1;
  }
}
