package smtp.core.internal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConnectTest {

  private static int taken(byte[] answer) throws IOException {
    AnsweringLink link = new AnsweringLink(answer);
    new HttpConnect(ProxyLogin.NONE)
        .ask(new ProxyLink(link), new ServerAddress("mail.example.org", 587));
    return link.taken();
  }

  /** In UTF-8 this has a byte that ends a line where text is ISO 8859-1. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ", " OK", " Åpen", " \t…"})
  void reasonMayBeInAnyCharset(String reason) throws IOException {
    byte[] answer = ("HTTP/1.1 200" + reason + "\r\n\r\n").getBytes(UTF_8);
    assertEquals(answer.length, taken(answer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\rX\r\n\r\n", "HTTP/1.1 200\r\r\n\r\n", "\r\n\r\n"})
  void lineWithABareCrIsNoStatusLine(String answer) {
    assertThrows(IOException.class, () -> taken(answer.getBytes(ISO_8859_1)));
  }

  @Test
  void greetingAfterTheProxysAnswerIsTheServers() throws IOException {
    String answer = "HTTP/1.0 200 OK\n\n";
    assertEquals(answer.length(), taken((answer + "220 hi\r\n").getBytes(ISO_8859_1)));
  }
}
