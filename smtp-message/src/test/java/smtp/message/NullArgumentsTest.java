package smtp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Mailbox;
import smtp.message.support.Keys;

/** A null argument is refused with the name of the parameter. */
@SuppressWarnings("NullAway") // Passing null is what is tested
class NullArgumentsTest {

  private static final Part PART = Part.of("a", new byte[0]);
  private static final Message MESSAGE = Message.builder().from("a@b").build();

  private static Arguments call(String parameter, Executable call) {
    return Arguments.of(parameter, call);
  }

  private static Stream<Arguments> values() throws Exception {
    StoredMessage stored = Message.read(new byte[0]);
    return Stream.of(
        call("address", () -> Address.of((String) null)),
        call("name", () -> Address.of(null, "a@b")),
        call("mailbox", () -> Address.of("A", (String) null)),
        call("mailbox", () -> Address.of("A", (Mailbox) null)),
        call("mailbox", () -> Address.of((Mailbox) null)),
        call("name", () -> AddressGroup.of(null, List.of())),
        call("addresses", () -> AddressGroup.of("A", (List<Address>) null)),
        call("addresses", () -> AddressGroup.of("A", (String) null)),
        call("list", () -> AddressList.parse(null)),
        call("entries", () -> AddressList.of(null)),
        call("file", () -> Message.read((Path) null)),
        call("bytes", () -> Message.read((byte[]) null)),
        call("stream", () -> Message.read((InputStream) null)),
        call("envelope", () -> MESSAGE.withEnvelope(null)),
        call("recipients", () -> MESSAGE.withRecipients((String) null)),
        call("recipients", () -> MESSAGE.withRecipients((Address) null)),
        call("envelope", () -> stored.withEnvelope(null)),
        call("name", () -> stored.header(null)));
  }

  private static Stream<Arguments> parts() {
    return Stream.of(
        call("file", () -> Part.of(null)),
        call("fileName", () -> Part.of(null, new byte[0])),
        call("bytes", () -> Part.of("a", (byte[]) null)),
        call("source", () -> Part.of("a", (Part.Source) null)),
        call("mediaType", () -> Part.text(null, "a")),
        call("text", () -> Part.text("text/plain", null)),
        call("message", () -> Part.message(null)),
        call("entity", () -> Part.raw(null)),
        call("mediaType", () -> PART.withMediaType(null)),
        call("name", () -> PART.withHeader(null, "a")),
        call("value", () -> PART.withHeader("A", null)),
        call("name", () -> stored().withHeader(null, "a")),
        call("value", () -> stored().withHeader("A", null)),
        call("fileName", () -> PART.withFileName(null)));
  }

  private static StoredMessage stored() throws IOException {
    return Message.read(new byte[0]);
  }

  private static Stream<Arguments> builder() {
    MessageBuilder builder = Message.builder();
    return Stream.of(
        call("authors", () -> builder.from((String) null)),
        call("authors", () -> builder.from((Address[]) null)),
        call("sender", () -> builder.sender((String) null)),
        call("sender", () -> builder.sender((Address) null)),
        call("addresses", () -> builder.replyTo((String) null)),
        call("addresses", () -> builder.replyTo((Address) null)),
        call("recipients", () -> builder.to((String[]) null)),
        call("recipients", () -> builder.to((Address) null)),
        call("recipients", () -> builder.cc((String) null)),
        call("recipients", () -> builder.cc((Address) null)),
        call("recipients", () -> builder.bcc((String) null)),
        call("recipients", () -> builder.bcc((Address) null)),
        call("name", () -> builder.addresses(null, AddressList.parse(""))),
        call("list", () -> builder.addresses("To", null)),
        call("subject", () -> builder.subject(null)),
        call("date", () -> builder.date((OffsetDateTime) null)),
        call("id", () -> builder.messageId(null)),
        call("ids", () -> builder.inReplyTo((String) null)),
        call("ids", () -> builder.references((String) null)),
        call("priority", () -> builder.priority(null)),
        call("uris", () -> builder.listUnsubscribe((URI) null)),
        call("uris", () -> builder.listUnsubscribeOneClick((URI) null)),
        call("keyword", () -> builder.autoSubmitted(null)),
        call("name", () -> builder.header(null, "a")),
        call("value", () -> builder.header("A", null)),
        call("name", () -> builder.removeHeader(null)),
        call("text", () -> builder.text(null)),
        call("html", () -> builder.html(null)),
        call("part", () -> builder.body(null)),
        call("part", () -> builder.alternative(null)),
        call("contentId", () -> builder.inline(null, PART)),
        call("part", () -> builder.inline("a", (Part) null)),
        call("file", () -> builder.inline("a", (Path) null)),
        call("parts", () -> builder.attach((Part) null)),
        call("files", () -> builder.attach((Path) null)),
        call("boundary", () -> builder.boundary(null)),
        call("envelope", () -> builder.envelope(null)));
  }

  private static Stream<Arguments> signer() {
    PrivateKey key = Keys.generate("Ed25519").getPrivate();
    DkimSigner.Builder builder = DkimSigner.builder("example.org", "s", key);
    return Stream.of(
        call("domain", () -> DkimSigner.builder(null, "s", key)),
        call("selector", () -> DkimSigner.builder("example.org", null, key)),
        call("key", () -> DkimSigner.builder("example.org", "s", (PrivateKey) null)),
        call("pem", () -> DkimSigner.builder("example.org", "s", (String) null)),
        call("header", () -> builder.canonicalization(null, Canonicalization.SIMPLE)),
        call("body", () -> builder.canonicalization(Canonicalization.SIMPLE, null)),
        call("names", () -> builder.fields("From", null)),
        call("names", () -> builder.oversign("From", null)),
        call("identity", () -> builder.identity(null)),
        call("lifetime", () -> builder.lifetime(null)),
        call("clock", () -> builder.clock(null)),
        call("mail", () -> builder.build().sign(null)));
  }

  @ParameterizedTest
  @MethodSource({"values", "parts", "builder", "signer"})
  void nullIsRefusedWithTheNameOfTheParameter(String parameter, Executable call) {
    assertEquals(parameter, assertThrows(NullPointerException.class, call).getMessage());
  }
}
