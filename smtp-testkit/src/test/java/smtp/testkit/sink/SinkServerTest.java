package smtp.testkit.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.testkit.TestCertificates;

/** The sink as a client sees it that sends bytes. */
class SinkServerTest {

  /** A client that knows no SMTP. */
  private static final class Raw implements AutoCloseable {
    private Socket socket;
    private BufferedReader in;

    Raw(SinkServer server) throws IOException {
      use(new Socket(server.host(), server.port()));
    }

    private void use(Socket other) throws IOException {
      socket = other;
      in = new BufferedReader(new InputStreamReader(other.getInputStream(), UTF_8));
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(UTF_8));
      socket.getOutputStream().flush();
    }

    /** Returns the code of the next reply, whatever its lines; -1 at the end. */
    int code() throws IOException {
      String line = in.readLine();
      while (line != null && line.charAt(3) == '-') {
        line = in.readLine();
      }
      return line == null ? -1 : Integer.parseInt(line.substring(0, 3));
    }

    int ask(String line) throws IOException {
      send(line + "\r\n");
      return code();
    }

    List<String> hello() throws IOException {
      send("EHLO client\r\n");
      List<String> lines = new java.util.ArrayList<>();
      String line;
      do {
        line = in.readLine();
        lines.add(line.substring(4));
      } while (line.charAt(3) == '-');
      return lines;
    }

    void secure() throws IOException {
      SSLSocketFactory factory = TestCertificates.trustingContext().getSocketFactory();
      SSLSocket secured =
          (SSLSocket) factory.createSocket(socket, "localhost", socket.getPort(), true);
      secured.startHandshake();
      use(secured);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static Raw greeted(SinkServer server) throws IOException {
    Raw client = new Raw(server);
    assertEquals(220, client.code());
    assertEquals(250, client.ask("EHLO client"));
    return client;
  }

  @Test
  void messageIsKeptWithItsEnvelopeAndTheSessionItCameBy() throws Exception {
    try (SinkServer server = SinkServer.start();
        Raw client = greeted(server)) {
      assertEquals(250, client.ask("MAIL FROM:<ann@example.org> SIZE=20 RET=HDRS"));
      assertEquals(250, client.ask("RCPT TO:<\"b>c\"@example.net> NOTIFY=NEVER"));
      assertEquals(250, client.ask("RCPT TO:<dora@example.net>"));
      assertEquals(354, client.ask("DATA"));
      assertEquals(250, client.ask("Subject: Hi\r\n\r\n..dot\r\n."));
      ReceivedMessage message = server.await(1).getFirst();
      assertEquals("ann@example.org", message.sender());
      assertEquals(Map.of("SIZE", "20", "RET", "HDRS"), message.parameters());
      assertEquals(List.of("\"b>c\"@example.net", "dora@example.net"), message.recipients());
      assertEquals(Map.of("NOTIFY", "NEVER"), message.recipientDetails().getFirst().parameters());
      assertEquals("Subject: Hi\r\n\r\n.dot\r\n", message.source());
      assertEquals(
          new ReceivedMessage.Session("client", false, Optional.empty()), message.session());
    }
  }

  @Test
  void commandsInOneWriteAreAnsweredOneByOne() throws Exception {
    try (SinkServer server = SinkServer.start();
        Raw client = greeted(server)) {
      client.send(
          """
          MAIL FROM:<>
          RCPT TO:<bob@example.net>
          BDAT 3
          a
          BDAT 2 LAST

          MAIL FROM:<>
          RSET
          QUIT
          """
              .replace("\n", "\r\n"));
      for (int code : new int[] {250, 250, 250, 250, 250, 250, 221, -1}) {
        assertEquals(code, client.code());
      }
      assertEquals("a\r\n\r\n", server.messages().getFirst().source());
      assertEquals("", server.messages().getFirst().sender());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT TO:<bob@example.net>, 503",
    "DATA, 503",
    "BDAT 0 LAST, 503",
    "MAIL FROM:ann@example.org, 501",
    "LHLO client, 500",
    "STARTTLS, 503",
    "AUTH PLAIN, 503",
    "NONSENSE, 500",
    "VRFY bob, 252",
    "NOOP, 250"
  })
  void commandThatIsWrongHereIsRefusedAndTheSessionGoesOn(String command, int code)
      throws Exception {
    try (SinkServer server = SinkServer.start();
        Raw client = greeted(server)) {
      assertEquals(code, client.ask(command));
      assertEquals(250, client.ask("MAIL FROM:<ann@example.org>"));
    }
  }

  @Test
  void mailNeedsAGreetingOnceAndRecipients() throws Exception {
    try (SinkServer server = SinkServer.start();
        Raw client = new Raw(server)) {
      assertEquals(220, client.code());
      assertEquals(503, client.ask("MAIL FROM:<ann@example.org>"));
      assertEquals(250, client.ask("HELO client"));
      assertEquals(250, client.ask("MAIL FROM:<ann@example.org>"));
      assertEquals(503, client.ask("MAIL FROM:<ann@example.org>"));
      assertEquals(554, client.ask("DATA"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb\r\n.\r\n", "a\rb\r\n.\r\n", "a\n.\nb\r\n.\r\n"})
  void contentWithBareLineEndsIsRefusedAsWhole(String content) throws Exception {
    try (SinkServer server = SinkServer.start();
        Raw client = greeted(server)) {
      client.ask("MAIL FROM:<ann@example.org>");
      client.ask("RCPT TO:<bob@example.net>");
      client.ask("DATA");
      client.send(content);
      assertEquals(550, client.code());
      assertTrue(server.messages().isEmpty());
      assertEquals(250, client.ask("NOOP"));
    }
  }

  @Test
  void commandThatEndsWithABareLineFeedEndsTheConnection() throws Exception {
    try (SinkServer server = SinkServer.start();
        Raw client = greeted(server)) {
      client.send("NOOP\n");
      assertEquals(500, client.code());
      assertEquals(-1, client.code());
    }
  }

  @Test
  void whoIsToBeRefusedIsRefusedAndOthersAreNot() throws Exception {
    SinkServer.Builder builder =
        SinkServer.builder().refuseRecipient("nobody@example.net", "550 5.1.1 unknown");
    try (SinkServer server = builder.start();
        Raw client = greeted(server)) {
      client.ask("MAIL FROM:<ann@example.org>");
      assertEquals(550, client.ask("RCPT TO:<nobody@example.net>"));
      assertEquals(250, client.ask("RCPT TO:<bob@example.net>"));
      client.ask("DATA");
      assertEquals(250, client.ask("\r\n."));
      assertEquals(List.of("bob@example.net"), server.await(1).getFirst().recipients());
    }
  }

  @Test
  void refusedChunkIsReadAndNotTakenForCommands() throws Exception {
    try (SinkServer server = SinkServer.builder().refuse("BDAT", "451 4.3.0 later").start();
        Raw client = greeted(server)) {
      client.ask("MAIL FROM:<ann@example.org>");
      client.ask("RCPT TO:<bob@example.net>");
      client.send("BDAT 6 LAST\r\nQUIT\r\n");
      assertEquals(451, client.code());
      assertEquals(250, client.ask("NOOP"));
      assertTrue(server.messages().isEmpty());
    }
  }

  @Test
  void whatIsRefusedIsNotKept() throws Exception {
    try (SinkServer server = SinkServer.builder().refuseContent("554 5.6.0 spam").start();
        Raw client = greeted(server)) {
      client.ask("MAIL FROM:<ann@example.org>");
      client.ask("RCPT TO:<bob@example.net>");
      client.ask("DATA");
      assertEquals(554, client.ask("x\r\n."));
      assertTrue(server.messages().isEmpty());
    }
  }

  @Test
  void sizesAndNumbersHaveTheirLimit() throws Exception {
    try (SinkServer server = SinkServer.builder().maxBytes(10).maxMessages(1).start();
        Raw client = greeted(server)) {
      assertTrue(client.hello().contains("SIZE 10"));
      assertEquals(552, client.ask("MAIL FROM:<ann@example.org> SIZE=11"));
      for (int[] each : new int[][] {{20, 552}, {5, 250}, {5, 452}}) {
        client.ask("MAIL FROM:<ann@example.org>");
        client.ask("RCPT TO:<bob@example.net>");
        client.ask("DATA");
        assertEquals(each[1], client.ask("x".repeat(each[0]) + "\r\n."));
      }
    }
  }

  @Test
  void lmtpAnswersForEachRecipient() throws Exception {
    try (SinkServer server = SinkServer.builder().lmtp().start();
        Raw client = new Raw(server)) {
      assertEquals(220, client.code());
      assertEquals(500, client.ask("EHLO client"));
      assertEquals(250, client.ask("LHLO client"));
      client.ask("MAIL FROM:<ann@example.org>");
      client.ask("RCPT TO:<bob@example.net>");
      client.ask("RCPT TO:<carol@example.net>");
      client.ask("DATA");
      assertEquals(250, client.ask("x\r\n."));
      assertEquals(250, client.code());
      assertEquals(250, client.ask("NOOP"));
      assertEquals(1, server.messages().size());
    }
  }

  // --- TLS and logins

  @Test
  void startTlsForgetsWhatWasSaidBefore() throws Exception {
    try (SinkServer server = SinkServer.builder().startTls().start();
        Raw client = greeted(server)) {
      assertTrue(client.hello().contains("STARTTLS"));
      assertEquals(220, client.ask("STARTTLS"));
      client.secure();
      assertEquals(503, client.ask("MAIL FROM:<ann@example.org>"));
      assertFalse(client.hello().contains("STARTTLS"));
      assertEquals(503, client.ask("STARTTLS"));
    }
  }

  @Test
  void nothingMayFollowStartTls() throws Exception {
    try (SinkServer server = SinkServer.builder().startTls().start();
        Raw client = greeted(server)) {
      client.send("STARTTLS\r\nMAIL FROM:<evil@example.org>\r\n");
      assertEquals(501, client.code());
      assertEquals(-1, client.code());
    }
  }

  @ParameterizedTest
  @CsvSource({
    // user ann, password secret; the last one has another password
    "AUTH PLAIN AGFubgBzZWNyZXQ=, , , 235",
    "AUTH PLAIN, AGFubgBzZWNyZXQ=, , 235",
    "AUTH LOGIN, YW5u, c2VjcmV0, 235",
    "AUTH LOGIN YW5u, c2VjcmV0, , 235",
    "AUTH PLAIN AGFubgBvdGhlcg==, , , 535",
    "AUTH PLAIN *, , , 535",
    "AUTH CRAM-MD5, , , 504"
  })
  void messagesAreTakenAfterTheLogin(String first, String second, String third, int code)
      throws Exception {
    try (SinkServer server = SinkServer.builder().login("ann", "secret").start();
        Raw client = greeted(server)) {
      assertTrue(client.hello().contains("AUTH PLAIN LOGIN"));
      assertEquals(530, client.ask("MAIL FROM:<ann@example.org>"));
      int reply = client.ask(first);
      for (String next : new String[] {second, third}) {
        if (next != null) {
          assertEquals(334, reply);
          reply = client.ask(next);
        }
      }
      assertEquals(code, reply);
      assertEquals(code == 235 ? 250 : 530, client.ask("MAIL FROM:<ann@example.org>"));
    }
  }

  // --- waiting

  @Test
  void waitThatIsInVainSaysWhatCame() throws Exception {
    try (SinkServer server = SinkServer.start();
        Raw client = greeted(server)) {
      client.ask("MAIL FROM:<ann@example.org>");
      client.ask("RCPT TO:<bob@example.net>");
      client.ask("DATA");
      client.ask("Subject: one\r\n\r\n.");
      AssertionError failure =
          assertThrows(AssertionError.class, () -> server.await(2, Duration.ZERO));
      assertEquals(
          "1 of 2 messages came within PT0S:"
              + " [message from <ann@example.org> to <bob@example.net>, subject: one]",
          failure.getMessage());
      server.clear();
      assertTrue(server.messages().isEmpty());
    }
  }

  @Test
  void closedServerKeepsWhatCameAndEndsItsConnections() throws Exception {
    SinkServer server = SinkServer.start();
    try (Raw client = greeted(server)) {
      client.ask("MAIL FROM:<ann@example.org>");
      client.ask("RCPT TO:<bob@example.net>");
      client.ask("DATA");
      client.ask("x\r\n.");
      server.close();
      assertEquals(-1, client.code());
      assertEquals(1, server.messages().size());
    }
  }

  @Test
  void replyThatIsNoneIsRefusedAtOnce() {
    SinkServer.Builder builder = SinkServer.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.refuse("MAIL", "no"));
    assertThrows(IllegalArgumentException.class, () -> builder.refuse("MAIL", "550 a\r\n250 b"));
  }

  // --- reading

  private static ReceivedMessage message(String text) {
    return new ReceivedMessage(
        new Path("a@b", Map.of()),
        List.of(),
        new ReceivedMessage.Session("c", false, Optional.empty()),
        text.replace("\n", "\r\n").getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({
    "'plain', plain",
    "'=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=', Grüße",
    "'=?utf-8?b?R3LDvMOfZQ==?=', Grüße",
    "'=?ISO-8859-1*de?Q?Gr=FC=DFe?= now', Grüße now",
    "'a =?UTF-8?Q?b?= =?UTF-8?Q?c?= d', a bc d",
    "'=?UTF-8?B?R3LD?= =?UTF-8?B?vMOfZQ==?=', Grüße",
    "'=?nonsense?Q?x?=', x",
    "'=?UTF-8?Q?a_b=?=', a b=",
    "'not =?one', not =?one"
  })
  void headerFieldIsDecoded(String raw, String decoded) {
    assertEquals(Optional.of(decoded), message("Subject: " + raw + "\n\n").header("subject"));
  }

  @Test
  void foldedFieldIsOneLineAndFieldsKeepTheirOrder() {
    ReceivedMessage message = message("A: one\n\ttwo\nB: x\na: three\n\nbody\n");
    assertEquals(List.of("one\ttwo", "three"), message.headers("A"));
    assertEquals("body\r\n", message.text());
  }

  @Test
  void partsAreFoundAtAnyDepthAndDecoded() {
    ReceivedMessage message =
        message(
            """
            Content-Type: multipart/mixed; boundary="outer"

            preamble
            --outer
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            Gr=FC=DFe=
             more
            --inner
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PHA+aGk8L3A+
            --inner--
            --outer
            Content-Type: image/png; name="=?UTF-8?Q?b=C3=BCld.png?="
            Content-ID: <logo@x>
            Content-Transfer-Encoding: base64

            AAEC
            --outer
            Content-Type: application/pdf
            Content-Disposition: attachment; filename*0*=utf-8'en'%c3%bcb;
             filename*1*=er.pdf

            %PDF
            --outer--
            epilogue
            """);
    assertEquals("Grüße more", message.text());
    assertEquals(Optional.of("<p>hi</p>"), message.text("text/html"));
    List<ReceivedPart> parts = message.parts();
    assertEquals(
        List.of("text/plain", "text/html", "image/png", "application/pdf"),
        parts.stream().map(ReceivedPart::mediaType).toList());
    assertEquals(Optional.of("büld.png"), parts.get(2).fileName());
    assertEquals(Optional.of("logo@x"), parts.get(2).contentId());
    assertEquals(3, parts.get(2).bytes().length);
    assertEquals(Optional.of("über.pdf"), parts.get(3).fileName());
    assertEquals("%PDF", new String(parts.get(3).bytes(), UTF_8));
  }

  @Test
  void longParameterIsRead() {
    String name = "x".repeat(1_000_000);
    ReceivedMessage message = message("Content-Type: image/png; name=\"" + name + "\"\n\n");
    assertEquals(Optional.of(name), message.parts().getFirst().fileName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "no colon",
        "Content-Type: multipart/mixed; boundary=x\n\n--x",
        "Content-Type: multipart/mixed\n\nx",
        "Content-Type: ;;;\n\nx",
        "Content-Transfer-Encoding: base64\n\n!!!!"
      })
  void whatIsNoMessageIsReadAsFarAsItGoes(String text) {
    assertFalse(message(text).parts().stream().anyMatch(part -> part.mediaType().isEmpty()));
  }
}
