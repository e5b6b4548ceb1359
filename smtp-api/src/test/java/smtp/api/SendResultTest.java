package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;

class SendResultTest {

  private static final Recipient ANN = Recipient.of("ann@example.org");
  private static final Recipient BOB = Recipient.of("bob@example.org");
  private static final Reply OK = Reply.of(250, "2.0.0 Ok: queued as 4XyZ1234");
  private static final Reply NO = Reply.of(550, "5.1.1 unknown");

  private static List<String> queueIds(String... lines) {
    return SendResult.of(List.of(new Accepted(ANN, Reply.of(250, lines)))).queueIds();
  }

  @Test
  void resultsOfOneKindKeepTheirOrder() {
    var accepted = new Accepted(ANN, OK);
    var refused = new Refused(BOB, NO);
    var again = new Accepted(ANN, OK);
    var unknown = new Unknown(BOB);
    var notSent = new NotSent(BOB);
    var result = SendResult.of(List.of(accepted, refused, again, unknown, notSent));
    assertEquals(List.of(accepted, refused, again, unknown, notSent), result.recipients());
    assertEquals(List.of(accepted, again), result.accepted());
    assertEquals(List.of(refused), result.refused());
    assertEquals(List.of(unknown), result.unknown());
    assertEquals(List.of(notSent), result.notSent());
    assertFalse(result.isComplete());
    assertTrue(SendResult.of(List.of(accepted, again)).isComplete());
  }

  @Test
  void notSentHasEveryRecipientOfTheEnvelope() {
    var envelope = Envelope.of("", "ann@example.org", "bob@example.org", "ann@example.org");
    assertEquals(
        List.of(new NotSent(ANN), new NotSent(BOB), new NotSent(ANN)),
        SendResult.notSent(envelope).recipients());
  }

  @Test
  void valueIsImmutable() {
    List<RecipientResult> list = new ArrayList<>(List.of(new NotSent(ANN)));
    var result = SendResult.of(list);
    list.clear();
    assertEquals(1, result.recipients().size());
    assertThrows(UnsupportedOperationException.class, () -> result.recipients().clear());
  }

  @Test
  void toStringStaysOnOneLine() {
    var reply = Reply.of(550, "no\u0007", "sorry");
    var text = SendResult.of(List.of(new Refused(ANN, reply))).toString();
    assertTrue(text.contains("550 no\\u0007 / sorry"), text);
    assertTrue(text.contains("ann@example.org"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "2.0.0 Ok: queued as 4XyZ1234, 4XyZ1234",
    "'2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4XyZ12', 4XyZ12",
    "OK id=1tB2c3-00000000abc-1XyZ, 1tB2c3-00000000abc-1XyZ",
    "'2.6.0 <msg@id> [InternalId=123, Hostname=x] Queued mail for delivery', 123",
    "2.0.0 <alice@example.test> abcDEF123 Saved, abcDEF123",
    "2.0.0 <alice@example.test> iJ0+Bx/q_w.2-a Saved, iJ0+Bx/q_w.2-a",
    "2.0.0 a1b2c3d4 Message accepted for delivery, a1b2c3d4",
    "2.0.0 4AB1c2d3 Message accepted for delivery, 4AB1c2d3",
    "2.0.0 OK  1700000000 abc123-45.67 - gsmtp, abc123-45.67",
    "Ok 0100018bcf-abc-000000, 0100018bcf-abc-000000",
  })
  @Tag("S108")
  void queueIdOfWidespreadServersIsFound(String text, String id) {
    assertEquals(List.of(id), queueIds(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2.0.0",
        "Ok",
        "Ok ",
        "Ok thanks",
        "Ok 1 message",
        "2.0.0 Ok: queued as ",
        "2.0.0 Ok: queued as \u001b[2J",
        "2.0.0 Message accepted for delivery",
        "Message accepted for delivery",
        "2.0.0 <ann@example.org> Saved",
        "id=",
        "id=a@b",
        " Saved",
        "2.0.0 mail received",
      })
  void otherTextHasNoQueueId(String text) {
    assertEquals(List.of(), queueIds(text));
  }

  @Test
  void queueIdHasALimit() {
    assertEquals(List.of("x".repeat(128)), queueIds("queued as " + "x".repeat(128)));
    assertEquals(List.of(), queueIds("queued as " + "x".repeat(129)));
  }

  @Test
  void queueIdIsLookedForInTheLastLine() {
    assertEquals(List.of("2"), queueIds("queued as 1", "queued as 2"));
  }

  @Test
  void queueIdsAreReturnedOnceAndOnlyOfAccepted() {
    var result =
        SendResult.of(
            List.of(
                new Accepted(ANN, OK),
                new Accepted(BOB, OK),
                new Refused(BOB, Reply.of(550, "queued as no")),
                new Accepted(BOB, Reply.of(250, "queued as 2"))));
    assertEquals(List.of("4XyZ1234", "2"), result.queueIds());
  }

  @Test
  void elapsedTimeIsIgnoredByEquals() {
    SendResult instant = SendResult.of(List.of());
    SendResult slow = SendResult.of(List.of(), Duration.ofMillis(1500));
    assertEquals(Duration.ZERO, instant.elapsed());
    assertEquals(Duration.ofMillis(1500), slow.elapsed());
    assertEquals(instant, slow);
    assertEquals(instant.hashCode(), slow.hashCode());
  }
}
