package smtp.it;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.SendResult;

/**
 * The library's result for each recipient of each message, and how many copies were found. Each
 * message may be reported only once.
 */
final class SoakLedger {

  /** The mailboxes that accept messages; all others must stay empty. */
  static final List<String> MAILBOXES = List.of("alice", "bob");

  /** The results of each message by recipient; {@code null} before it is reported. */
  private final Status[][] results;

  private final byte[][] copies;
  private final IntFunction<SoakMail> mails;
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();

  /** Accepted recipients without a copy so far. */
  private final Set<String> awaited = new HashSet<>();

  SoakLedger(int count, IntFunction<SoakMail> mails) {
    this.results = new Status[count][];
    this.copies = new byte[count][MAILBOXES.size()];
    this.mails = mails;
  }

  private enum Status {
    ACCEPTED,
    REFUSED,
    UNKNOWN,
    NOT_SENT;

    static Status of(RecipientResult result) {
      return switch (result) {
        case Accepted accepted -> ACCEPTED;
        case Refused refused -> REFUSED;
        case Unknown unknown -> UNKNOWN;
        case NotSent notSent -> NOT_SENT;
      };
    }

    boolean allows(int copies) {
      return switch (this) {
        case ACCEPTED -> copies == 1;
        case REFUSED, NOT_SENT -> copies == 0;
        case UNKNOWN -> copies <= 1;
      };
    }
  }

  /** Adds something that must not happen. */
  void violation(String what) {
    violations.add(what);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  /** Adds the library's result for a message, once for each. */
  void reported(SoakMail mail, SendResult result) {
    List<RecipientResult> reported = result.recipients();
    Status[] line = reported.stream().map(Status::of).toArray(Status[]::new);
    for (int i = 0; i < line.length; i++) {
      if (!reported.get(i).recipient().equals(mail.envelope().recipients().get(i))) {
        violation("message " + mail.number() + ": the result of another recipient: " + result);
      }
    }
    synchronized (this) {
      if (results[mail.number()] != null) {
        violation("message " + mail.number() + ": reported twice");
      }
      results[mail.number()] = line;
      for (int i = 0; i < line.length; i++) {
        if (reported.get(i) instanceof Accepted && copies(mail, i) == 0) {
          awaited.add(name(mail.number(), mailbox(mail, i)));
        }
      }
    }
  }

  synchronized void found(int number, String mailbox) {
    copies[number][MAILBOXES.indexOf(mailbox)]++;
    awaited.remove(name(number, mailbox));
  }

  /** Returns whether a copy was found for each recipient accepted so far. */
  synchronized boolean hasAllThatWasAccepted() {
    return awaited.isEmpty();
  }

  private static String name(int number, String mailbox) {
    return number + " " + mailbox;
  }

  private int copies(SoakMail mail, int recipient) {
    int mailbox = MAILBOXES.indexOf(mailbox(mail, recipient));
    return mailbox < 0 ? 0 : copies[mail.number()][mailbox];
  }

  private static String mailbox(SoakMail mail, int recipient) {
    return mail.envelope().recipients().get(recipient).mailbox().localPart();
  }

  /** Compares results and copies, and counts the recipients by both. */
  synchronized Map<String, Integer> balance() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int number = 0; number < results.length; number++) {
      SoakMail mail = mails.apply(number);
      Status[] line = results[number];
      if (line == null || line.length != mail.envelope().recipients().size()) {
        violation("message " + number + ": not reported, or not for each recipient");
        continue;
      }
      int found = 0;
      for (int i = 0; i < line.length; i++) {
        Status what = line[i];
        int here = copies(mail, i);
        found += here;
        counts.merge(what + (here == 0 ? ", no copy" : ", " + here + " copy"), 1, Integer::sum);
        if (!what.allows(here)) {
          violation(
              "message %d to %s: %s, and %d copies"
                  .formatted(number, mail.envelope().recipients().get(i), what, here));
        }
      }
      if (found != copies[number][0] + copies[number][1]) {
        violation("message " + number + ": a copy in a mailbox that is not a recipient");
      }
    }
    return counts;
  }
}
