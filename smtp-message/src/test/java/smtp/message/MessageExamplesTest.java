package smtp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.message.support.Keys;
import smtp.message.support.Written;

/** The code in {@code docs/messages.md}. */
class MessageExamplesTest {

  private record Customer(String name, String mailbox) {}

  /** Takes the place of a client. */
  private static final class Outbox {

    private final List<String> sent = new ArrayList<>();

    void send(Mail mail) {
      sent.add(mail.envelope() + "\n" + Written.of(mail).text());
    }
  }

  @TempDir private Path dir;

  private final Outbox client = new Outbox();
  private final String nameFromAForm = "Lee, \"Ann\" <x@y>";
  private final String csv = "a,b";
  private final String calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
  private final List<Customer> customers =
      List.of(new Customer("Bob", "bob@example.net"), new Customer("Çelik", "c@example.com"));
  private final Message earlier = Message.builder().from("a@b").to("c@d").text("e").build();
  private Path logo;
  private Path report;
  private Path backup;
  private Path terms;
  private Path keyPem;

  @BeforeEach
  void makeFiles() throws Exception {
    logo = Files.write(dir.resolve("logo.png"), new byte[] {1, 2, 3});
    report = Files.writeString(dir.resolve("report.pdf"), "pdf");
    backup = Files.writeString(dir.resolve("backup"), "bytes");
    terms = Files.writeString(dir.resolve("terms.pdf"), "pdf");
    byte[] key = Keys.generate("Ed25519").getPrivate().getEncoded();
    keyPem =
        Files.writeString(
            dir.resolve("key.pem"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n");
  }

  @Test
  void text() {
    Message message =
        Message.builder()
            .from("Ann Lee <ann@example.org>")
            .to("bob@example.net", "Müge Çelik <muege@example.com>")
            .subject("Dinner on Friday?")
            .text("Shall we say seven?\n\nAnn")
            .build();
    client.send(message);
    assertTrue(client.sent.getFirst().endsWith("Shall we say seven?\r\n\r\nAnn\r\n"));
  }

  @Test
  void addresses() {
    Address typed = Address.of("\"Lee, Ann\" <ann@example.org>");
    Address made = Address.of(nameFromAForm, "ann@example.org");
    AddressGroup friends = AddressGroup.of("Friends", "bob@example.net", "Cy <cy@example.com>");
    AddressList many =
        AddressList.parse("bob@example.net, Friends: cy@example.com, dan@example.com;");
    Message message =
        Message.builder()
            .from(typed)
            .replyTo(made)
            .to(friends)
            .addresses("Cc", many)
            .bcc("archive@example.org")
            .subject("Addresses")
            .text("Hi")
            .build();
    assertEquals(
        "[bob@example.net, cy@example.com, dan@example.com, archive@example.org]",
        message.envelope().recipients().toString());
    Envelope envelope = Envelope.of("bounces+4711@example.org", "bob@example.net");
    client.send(message.withEnvelope(envelope));
    assertTrue(
        client
            .sent
            .getFirst()
            .startsWith("Envelope[<bounces+4711@example.org> -> <bob@example.net>]"));
  }

  @Test
  void html() throws IOException {
    Message message =
        Message.builder()
            .from("Ann <ann@example.org>")
            .to("bob@example.net")
            .subject("Our new logo")
            .html("<h1>Look!</h1><img src=\"cid:logo@example.org\" alt=\"Our logo\">")
            .text("Our new logo is attached.")
            .inline("logo@example.org", logo)
            .build();
    assertTrue(Written.of(message).text().contains("Content-ID: <logo@example.org>\r\n"));
  }

  @Test
  void attachments() throws IOException {
    Message message =
        Message.builder()
            .from("Ann <ann@example.org>")
            .to("bob@example.net")
            .subject("Figures for March")
            .text("Attached.")
            .attach(report)
            .attach(Part.of("日報.csv", csv.getBytes(UTF_8)).withMediaType("text/csv; charset=utf-8"))
            .attach(Part.of("backup.bin", () -> Files.newInputStream(backup)))
            .attach(Part.message(earlier))
            .build();
    assertTrue(Written.of(message).text().contains("Content-Type: text/csv; charset=utf-8\r\n"));
  }

  @Test
  void binary() throws IOException {
    Path recording = Files.write(dir.resolve("recording.flac"), new byte[] {0, 1, 2});
    Message message =
        Message.builder()
            .from("Ann <ann@example.org>")
            .to("bob@example.net")
            .subject("The recording")
            .text("Attached.")
            .attach(Part.of(recording).asBinary())
            .build();
    assertTrue(Written.of(message).text().contains("\r\n\r\n\0\1\2\r\n--"));
    assertTrue(Written.sevenBit(message).text().contains("\r\n\r\nAAEC\r\n--"));
  }

  @Test
  void invitation() {
    Message message =
        Message.builder()
            .from("Ann <ann@example.org>")
            .to("bob@example.net")
            .subject("Dinner")
            .text("Friday at seven.")
            .alternative(Part.text("text/calendar; method=REQUEST", calendar))
            .build();
    assertTrue(Written.of(message).text().contains("\r\n" + calendar));
  }

  @Test
  void template() throws IOException {
    Message template =
        Message.builder()
            .from("Shop <shop@example.org>")
            .subject("Your invoice")
            .listUnsubscribeOneClick(URI.create("https://example.org/leave"))
            .autoSubmitted("auto-generated")
            .attach(terms)
            .build();
    for (Customer customer : customers) {
      client.send(
          template.toBuilder()
              .to(Address.of(customer.name(), customer.mailbox()))
              .text("Dear " + customer.name() + ",\n\nthank you.")
              .build());
    }
    assertTrue(client.sent.get(1).startsWith("Envelope[<shop@example.org> -> <c@example.com>]"));
    List<String> readers = List.of("dan@example.com", "eve@example.com");
    for (String reader : readers) {
      client.send(template.withRecipients(reader));
    }
    assertTrue(client.sent.get(3).startsWith("Envelope[<shop@example.org> -> <eve@example.com>]"));
  }

  @Test
  void choices() {
    String text = "x";
    Part minutes =
        Part.text("text/plain", text)
            .withFileName("議事録.txt")
            .withLegacyFileName()
            .withHeader("Content-Description", "Minutes of the meeting")
            .withHeader("Content-Language", "ja")
            .asBase64();
    client.send(earlier.toBuilder().attach(minutes).build());
    assertTrue(client.sent.getFirst().contains("\r\nContent-Language: ja\r\n"));
  }

  @Test
  void finishedBody() {
    String signedParts = "--b\r\n\r\nHi\r\n--b\r\n\r\n--b--\r\n";
    String entity =
        "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=b\r\n\r\n"
            + signedParts;
    Message message =
        Message.builder()
            .from("Ann <ann@example.org>")
            .to("bob@example.net")
            .subject("Signed")
            .body(Part.raw(Content.of(entity)))
            .build();
    client.send(message);
    assertTrue(client.sent.getFirst().endsWith(entity));
  }

  @Test
  void draft() throws Exception {
    Message message = earlier.toBuilder().bcc("cy@example.com").build();
    Path file = dir.resolve("draft.eml");
    Files.write(file, bytes(message.draft()));
    client.send(Message.read(file));
    assertTrue(client.sent.getFirst().startsWith("Envelope[<a@b> -> <c@d>, <cy@example.com>]"));
  }

  private static byte[] bytes(Content content) {
    return Written.of(content).bytes();
  }

  @Test
  void resent() throws Exception {
    Path file = Files.write(dir.resolve("a.eml"), Written.of(earlier).bytes());
    client.send(
        Message.read(file)
            .withHeader("Resent-To", "dan@example.com")
            .withHeader("Resent-From", "Bob <bob@example.net>")
            .withHeader("Resent-Date", "Tue, 3 Jun 2025 11:05:30 +0200"));
    assertTrue(
        client.sent.getFirst().startsWith("Envelope[<bob@example.net> -> <dan@example.com>]"));
  }

  @Test
  void signed() throws Exception {
    Message message = earlier;
    DkimSigner signer =
        DkimSigner.builder("example.org", "2026a", Files.readString(keyPem)).build();
    client.send(signer.sign(message));
    assertTrue(client.sent.getFirst().contains("\nDKIM-Signature: v=1; a=ed25519-sha256;"));
    DkimSigner strict =
        DkimSigner.builder("example.org", "2026a", Files.readString(keyPem))
            .fields("In-Reply-To", "References", "List-Unsubscribe", "List-Unsubscribe-Post")
            .oversign("To", "Cc", "Reply-To", "Sender", "Subject", "Date", "Content-Type")
            .identity("@news.example.org")
            .build();
    client.send(strict.sign(message));
    assertTrue(client.sent.getLast().contains(" i=@news.example.org;"));
  }

  @Test
  void stored() throws IOException {
    Path file = Files.write(dir.resolve("message.eml"), Written.of(earlier).bytes());
    StoredMessage stored = Message.read(file);
    client.send(stored);
    client.send(stored.withEnvelope(Envelope.of("ann@example.org", "bob@example.net")));
    assertTrue(client.sent.getFirst().startsWith("Envelope[<a@b> -> <c@d>]"));
    assertTrue(client.sent.get(1).startsWith("Envelope[<ann@example.org> -> <bob@example.net>]"));
  }

  @Test
  void otherFields() {
    Message message =
        Message.builder()
            .from("Ann <ann@example.org>")
            .to("bob@example.net")
            .subject("Re: Dinner")
            .inReplyTo("<1@example.net>")
            .references("<0@example.org>", "<1@example.net>")
            .priority(Priority.HIGH)
            .header("X-Ticket", "4711")
            .text("Yes!")
            .build();
    assertEquals("4711", Written.of(message).field("X-Ticket"));
  }
}
