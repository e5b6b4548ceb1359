package smtp.core.internal.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The counts of a session; for the order of commands see {@link SessionStepTest}. */
class SessionStateTest {

  private final SessionState state = new SessionState();

  @Test
  void everyTransactionCountsItsOwnRecipients() {
    state.helloAccepted();
    state.senderAccepted(true);
    state.recipientAccepted();
    state.recipientAccepted();
    assertEquals(2, state.acceptedRecipients());
    assertTrue(state.isUtf8());
    state.wasReset();
    state.senderAccepted(false);
    assertEquals(0, state.acceptedRecipients());
    assertFalse(state.isUtf8());
  }

  /** Three of five are most; three of six are not, and two of two are too few. */
  @Test
  void mostlyRefusedIsMoreThanHalfAndAtLeastThree() {
    for (int i = 0; i < 2; i++) {
      state.transactionBegins();
      state.envelopeRefused();
    }
    assertFalse(state.isMostlyRefused());
    state.transactionBegins();
    state.envelopeRefused();
    assertTrue(state.isMostlyRefused());
    state.transactionBegins();
    state.transactionBegins();
    assertTrue(state.isMostlyRefused());
    state.transactionBegins();
    assertFalse(state.isMostlyRefused());
  }
}
