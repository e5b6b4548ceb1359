package smtp.mailer.internal;

import smtp.api.SendResult;
import smtp.mailer.status.MailerSnapshot;

/** Counts messages. Guarded by the dispatcher's lock. */
final class Tally {

  private long submitted;
  private long delivered;
  private long undelivered;
  private long unknown;

  void submitted() {
    submitted++;
  }

  void settled(SendResult result) {
    if (!result.unknown().isEmpty()) {
      unknown++;
    } else if (result.isComplete()) {
      delivered++;
    } else {
      undelivered++;
    }
  }

  MailerSnapshot.Totals totals() {
    return new MailerSnapshot.Totals(submitted, delivered, undelivered, unknown);
  }
}
