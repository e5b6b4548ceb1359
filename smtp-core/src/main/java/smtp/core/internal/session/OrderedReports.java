package smtp.core.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.SmtpException;

/**
 * Reports the outcomes of messages in the order in which they were taken. A message that is sent
 * again over the next connection has its outcome later than some that were behind it.
 */
final class OrderedReports {

  private final SendListener listener;

  /** The messages that were taken and not reported yet, in order. */
  private final Deque<Report> waiting = new ArrayDeque<>();

  OrderedReports(SendListener listener) {
    this.listener = listener;
  }

  /** A message, and its outcome once that is known. */
  private static final class Report {
    private final Mail mail;
    private @Nullable SendResult result;
    private @Nullable SmtpException failure;

    Report(Mail mail) {
      this.mail = mail;
    }

    /** Returns whether this is the given message, and its outcome is not known. */
    @SuppressWarnings("ReferenceEquality") // two messages may be equal
    boolean awaits(Mail asked) {
      return result == null && mail == asked;
    }
  }

  void taken(Mail mail) {
    waiting.add(new Report(mail));
  }

  /** Records an outcome, and reports those that no earlier one holds up. */
  void known(Mail mail, SendResult result, @Nullable SmtpException failure) {
    for (Report report : waiting) {
      if (report.awaits(mail)) {
        report.result = result;
        report.failure = failure;
        break;
      }
    }
    tell();
  }

  private void tell() {
    for (Report first = waiting.peek(); first != null; first = waiting.peek()) {
      SendResult result = first.result;
      if (result == null) {
        return;
      }
      waiting.remove();
      listener.onResult(first.mail, result, first.failure);
    }
  }

  /** Reports the messages that are not sent, all of them even if the listener throws. */
  void unsent(SmtpException failure) {
    for (Report report : waiting) {
      if (report.result == null) {
        report.result = SendResult.notSent(report.mail.envelope());
        report.failure = failure;
      }
    }
    RuntimeException thrown = null;
    while (!waiting.isEmpty()) {
      try {
        tell();
      } catch (RuntimeException e) {
        thrown = thrown == null ? e : thrown;
      }
    }
    if (thrown != null) {
      throw thrown;
    }
  }
}
