package smtp.core.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import smtp.api.Envelope;
import smtp.api.Reply;

class LedgerTest {

  private final Ledger ledger = new Ledger(Envelope.of("a@b", "c@d", "e@f", "c@d").recipients());

  private boolean endSent;

  private String results() {
    return ledger.results(endSent).stream()
        .map(result -> result.getClass().getSimpleName())
        .collect(Collectors.joining(" "));
  }

  private void rcpt(int... codes) {
    ledger.mailReply(Reply.of(250));
    for (int i = 0; i < codes.length; i++) {
      ledger.rcptReply(i, Reply.of(codes[i]));
    }
  }

  @Test
  void recipientsStartAsNotSent() {
    assertEquals("NotSent NotSent NotSent", results());
    rcpt(250, 250, 550);
    assertEquals("NotSent NotSent Refused", results());
    assertEquals(2, ledger.acceptedRecipients());
  }

  @Test
  void refusedSenderOutranksRepliesToRcpt() {
    rcpt(250, 550, 250);
    ledger.mailReply(Reply.of(550));
    assertEquals("NotSent NotSent NotSent", results());
  }

  @Test
  void refusedSenderMeansThatNothingIsSent() {
    ledger.mailReply(Reply.of(550));
    ledger.rcptReply(0, Reply.of(503));
    endSent = true;
    ledger.finalReply(Reply.of(503));
    assertEquals("NotSent NotSent NotSent", results());
  }

  @Test
  void endOfDataMakesAcceptedRecipientsUnknown() {
    rcpt(250, 550, 252);
    endSent = true;
    assertEquals("Unknown Refused Unknown", results());
  }

  @Test
  void completeUnansweredContentIsUnknown() {
    endSent = true;
    assertEquals("Unknown Unknown Unknown", results());
    rcpt(250, 550);
    assertEquals("Unknown Refused Unknown", results());
    ledger.lost(Ledger.Loss.ANNOUNCED);
    assertEquals("NotSent Refused NotSent", results());
  }

  @Test
  void finalReplyDecidesForAcceptedRecipients() {
    rcpt(250, 550, 251);
    endSent = true;
    ledger.finalReply(Reply.of(250));
    assertEquals("Accepted Refused Accepted", results());
    ledger.finalReply(Reply.of(452));
    assertEquals("Refused Refused Refused", results());
    ledger.finalReply(Reply.of(354));
    assertEquals("Unknown Refused Unknown", results());
  }

  @Test
  void finalReplyBeforeTheEndOfDataAcceptsNobody() {
    rcpt(250, 250, 250);
    ledger.finalReply(Reply.of(250));
    assertEquals("NotSent NotSent NotSent", results());
    ledger.finalReply(Reply.of(552));
    assertEquals("Refused Refused Refused", results());
  }

  @Test
  void lmtpRepliesAnswerTheAcceptedRecipientsInOrder() {
    rcpt(250, 550, 250);
    endSent = true;
    ledger.nextFinalReply(Reply.of(250));
    assertEquals("Accepted Refused Unknown", results());
    ledger.nextFinalReply(Reply.of(452));
    assertEquals("Accepted Refused Refused", results());
    assertFalse(ledger.isSenderRefused());
  }

  @Test
  void lmtpRepliesSkipRecipientsWithoutAReplyToRcpt() {
    ledger.rcptReply(2, Reply.of(250));
    endSent = true;
    ledger.nextFinalReply(Reply.of(250));
    assertEquals("Unknown Unknown Accepted", results());
  }
}
