package smtp.core.model;

import java.util.Arrays;

/** What the replies on one connection say of one message. */
final class SeenMessage {

  private static final int NONE = 0;

  private int mail;
  private final int[] rcpt = new int[Messages.RECIPIENTS];
  private final int[] last = new int[Messages.RECIPIENTS];
  private boolean ended;
  private boolean sessionEnded;
  private boolean refused;
  private boolean empty;
  private int region;

  /** A transaction begins. Recipients of an earlier one for the same message keep their replies. */
  void begins() {
    mail = NONE;
    refused = false;
    ended = false;
    for (int i = 0; i < last.length; i++) {
      if (!isPositive(last[i])) {
        rcpt[i] = NONE;
        last[i] = NONE;
      }
    }
  }

  void mail(int code) {
    mail = code;
  }

  void rcpt(int recipient, int code) {
    rcpt[recipient] = code;
  }

  boolean isSenderAccepted() {
    return isPositive(mail);
  }

  /** Returns whether the server can accept the content. It may accept that there is none. */
  boolean isTaken() {
    return empty
        || (isPositive(mail) && Arrays.stream(rcpt).anyMatch(SeenMessage::isPositive) && !refused);
  }

  void refusedBy(int code) {
    refused |= code >= 400;
  }

  void ended(int now, boolean withoutContent) {
    ended = true;
    empty = withoutContent;
    region = now;
  }

  void sessionEnded() {
    sessionEnded = true;
  }

  boolean finalForAll(int code, int now) {
    region = now;
    for (int i = 0; i < last.length; i++) {
      last[i] = last[i] == NONE ? code : last[i];
    }
    return true;
  }

  /** Takes the final reply for the next recipient. Returns whether it is the last one. */
  boolean nextFinal(int code, int now) {
    region = now;
    int next = next(0);
    if (next < last.length) {
      last[next] = code;
    }
    return next(next + 1) >= last.length || refused || !isPositive(mail);
  }

  private int next(int from) {
    int next = from;
    while (next < last.length && (!isPositive(rcpt[next]) || last[next] != NONE)) {
      next++;
    }
    return next;
  }

  /** Returns whether the replies to the envelope refuse a recipient. */
  boolean isRefusedInEnvelope(int recipient) {
    return mail >= 400 || rcpt[recipient] >= 400;
  }

  Sight sight(int recipient, int outOfStepFrom) {
    if (ended && region >= outOfStepFrom) {
      return Sight.OUT_OF_STEP;
    }
    if (mail >= 400 || rcpt[recipient] >= 400 || refused) {
      return Sight.REFUSED;
    }
    if (last[recipient] != NONE) {
      return isPositive(last[recipient]) ? Sight.ACCEPTED : Sight.REFUSED;
    }
    if (sessionEnded) {
      return Sight.SESSION_ENDED;
    }
    return ended ? Sight.UNANSWERED : Sight.NOT_ENDED;
  }

  private static boolean isPositive(int code) {
    return code >= 200 && code < 300;
  }
}
