package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtp.api.RecipientResult.Accepted;

/** What a user prints says what it is, on one line, and never holds a secret. */
class PrintedValuesTest {

  private static void assertPrints(String expected, Object value) {
    assertEquals(expected, value.toString());
  }

  @Test
  void messageShowsEnvelopeAndSize() {
    var envelope = Envelope.of("ann@example.org", "bob@example.net", "carl@example.net");
    assertPrints("Envelope[<ann@example.org> -> <bob@example.net>, <carl@example.net>]", envelope);
    assertPrints(
        "Mail[Envelope[<> -> <bob@example.net>], Content[14 bytes, SEVEN_BIT]]",
        Mail.of(Envelope.of("", "bob@example.net"), Content.of("Subject: a\r\n\r\n")));
  }

  @Test
  void contentShowsWhereItComesFrom(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.eml"), "ü\n");
    assertPrints("Content[" + file + ", 3 bytes, EIGHT_BIT]", Content.of(file));
    assertPrints("Content[from a source, BINARY]", Content.of(Content.Encoding.BINARY, out -> {}));
    assertPrints("Content[from a stream, EIGHT_BIT]", Content.once(InputStream.nullInputStream()));
  }

  @Test
  void resultShowsEachRecipient() {
    assertPrints(
        "SendResult[Accepted[recipient=bob@example.net, reply=250 2.0.0 queued as 1]]",
        SendResult.of(
            List.of(
                new Accepted(
                    Recipient.of("bob@example.net"), Reply.of(250, "2.0.0 queued as 1")))));
  }

  @Test
  void capabilitiesShowExtensionsAndEscapeWhatTheServerSent() {
    Map<Extension, String> offered = new LinkedHashMap<>();
    offered.put(Extension.SIZE, "1000");
    offered.put(Extension.PIPELINING, "");
    offered.put(new Extension("XFOO"), "a\u001b[2J");
    assertPrints("Capabilities[SIZE 1000, PIPELINING, XFOO a\\u001b[2J]", Capabilities.of(offered));
    assertPrints("Capabilities[]", Capabilities.none());
  }

  @Test
  void optionsShowNoPassword() {
    assertPrints("TlsOptions[TLSv1.3 TLSv1.2]", TlsOptions.defaults());
    var options =
        TlsOptions.builder()
            .protocols("TLSv1.3")
            .trust(Path.of("ca.p12"), "secret".toCharArray())
            .clientCertificate(Path.of("ann.p12"), "secret".toCharArray())
            .pins("d6qzRu9zOECb90Uez27xWltNsj0e1Md7GkYYkVoZWmM=")
            .build();
    assertPrints("TlsOptions[TLSv1.3, trust ca.p12, client certificate ann.p12, 1 pin]", options);
  }

  @Test
  void timeoutsShowEachLimit() {
    String printed = Timeouts.of(Duration.ofSeconds(3)).toString();
    assertEquals("Timeouts{CONNECT=PT3S, GREETING=PT3S", printed.substring(0, 36));
  }

  @Test
  void credentialsShowNoSecret() {
    assertPrints("password of ann", Credentials.password("ann", "secret"));
    assertPrints("access token of ann", Credentials.token("ann", () -> "secret"));
    assertPrints("external identity", Credentials.external(""));
    assertPrints("anonymous ann@example.org", Credentials.anonymous("ann@example.org"));
  }
}
