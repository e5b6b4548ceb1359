package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  @Test
  @Tag("S95")
  @Tag("P45")
  void orderAndDuplicatesAreKept() {
    Envelope envelope = Envelope.of("ann@example.org", "b@x", "a@x", "b@x");
    assertEquals(Mailbox.of("ann@example.org"), envelope.sender());
    assertEquals(
        List.of(Recipient.of("b@x"), Recipient.of("a@x"), Recipient.of("b@x")),
        envelope.recipients());
    assertEquals(List.of(), envelope.parameters());
  }

  @Test
  void senderMayBeTheNullReversePath() {
    assertSame(Mailbox.NULL, Envelope.of("", "b@x").sender());
    assertSame(Mailbox.NULL, Envelope.of("<>", "b@x").sender());
    assertSame(Mailbox.NULL, Envelope.builder().recipient("b@x").build().sender());
  }

  @Test
  @Tag("S111")
  @Tag("P28")
  void envelopeNeedsARecipient() {
    assertThrows(IllegalArgumentException.class, () -> Envelope.of("ann@example.org"));
    assertThrows(IllegalArgumentException.class, Envelope.builder()::build);
  }

  @Test
  void nullReversePathIsNoRecipient() {
    assertThrows(IllegalArgumentException.class, () -> Recipient.of(Mailbox.NULL));
    assertThrows(IllegalArgumentException.class, () -> Recipient.of(""));
    assertThrows(IllegalArgumentException.class, () -> Recipient.of("<>"));
    assertThrows(IllegalArgumentException.class, () -> Envelope.of("ann@example.org", "<>"));
  }

  @Test
  @Tag("S99")
  void parametersStayWithTheirCommand() {
    var builder =
        Envelope.builder()
            .parameter(Parameter.retFull())
            .parameter(Parameter.of("XMAIL", "1"))
            .recipient("b@x", Parameter.notifyNever(), Parameter.of("XRCPT"));
    Envelope envelope = builder.build();
    assertEquals(List.of(Parameter.retFull(), Parameter.of("XMAIL", "1")), envelope.parameters());
    assertEquals(
        List.of(Parameter.notifyNever(), Parameter.of("XRCPT")),
        envelope.recipients().get(0).parameters());
  }

  @Test
  void parameterOfTheOtherCommandIsRefused() {
    var wrong = Envelope.builder().recipient("b@x").parameter(Parameter.notifyNever());
    assertThrows(IllegalArgumentException.class, wrong::build);
    assertThrows(IllegalArgumentException.class, () -> Recipient.of("b@x", Parameter.retHeaders()));
  }

  @Test
  void parameterGivenTwiceIsRefused() {
    var twice =
        Envelope.builder()
            .recipient("b@x")
            .parameter(Parameter.retFull())
            .parameter(Parameter.of("ret", "HDRS"));
    assertThrows(IllegalArgumentException.class, twice::build);
    assertThrows(
        IllegalArgumentException.class,
        () -> Recipient.of("b@x", Parameter.of("X"), Parameter.of("x", "1")));
  }

  @Test
  void envelopeDoesNotChangeWithItsBuilderOrLists() {
    var builder = Envelope.builder().recipient("a@x");
    Envelope envelope = builder.build();
    builder.recipient("b@x").parameter(Parameter.retFull()).sender("ann@example.org");
    assertEquals(1, envelope.recipients().size());
    assertEquals(List.of(), envelope.parameters());
    assertTrue(envelope.sender().isNull());

    List<Parameter> parameters = new ArrayList<>();
    Recipient recipient = new Recipient(Mailbox.of("a@x"), parameters);
    parameters.add(Parameter.notifyNever());
    assertEquals(List.of(), recipient.parameters());
  }

  @Test
  void nonAsciiLocalPartNeedsUtf8AndDomainDoesNot() {
    assertFalse(Envelope.of("ann@bücher.example", "bob@bücher.example").requiresUtf8());
    assertTrue(Envelope.of("jürgen@example.org", "bob@example.org").requiresUtf8());
    assertTrue(Envelope.of("", "bob@example.org", "jürgen@example.org").requiresUtf8());
  }

  @Test
  void allOrNoneIsOffUnlessAskedForAndIsShown() {
    Envelope.Builder builder = Envelope.builder().recipient("b@x");
    assertFalse(builder.build().isAllOrNone());
    assertTrue(builder.allOrNone().build().isAllOrNone());
    assertEquals("Envelope[<> -> <b@x>, all or none]", builder.build().toString());
  }

  @Test
  void mailHasEnvelopeAndContent() {
    Envelope envelope = Envelope.of("", "b@x");
    Content content = Content.of("x");
    Mail mail = Mail.of(envelope, content);
    assertSame(envelope, mail.envelope());
    assertSame(content, mail.content());
  }
}
