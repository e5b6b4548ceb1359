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
 * What the library said of each recipient of each mail, and how many copies were found. Once a mail
 * was said something of, nothing else may be said.
 */
final class SoakLedger {

  /** The mailboxes that take mail; all others never have any. */
  static final List<String> MAILBOXES = List.of("alice", "bob");

  /** What was said of a mail, by recipient; {@code null} while nothing was. */
  private final Said[][] said;

  private final byte[][] copies;
  private final IntFunction<SoakMail> mails;
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();

  /** Who was accepted and has no copy yet. */
  private final Set<String> awaited = new HashSet<>();

  SoakLedger(int count, IntFunction<SoakMail> mails) {
    this.said = new Said[count][];
    this.copies = new byte[count][MAILBOXES.size()];
    this.mails = mails;
  }

  private enum Said {
    ACCEPTED,
    REFUSED,
    UNKNOWN,
    NOT_SENT;

    static Said of(RecipientResult result) {
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

  /** Something that must not be. */
  void violation(String what) {
    violations.add(what);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  /** The library said this; of each mail once. */
  void said(SoakMail mail, SendResult result) {
    List<RecipientResult> results = result.recipients();
    Said[] line = results.stream().map(Said::of).toArray(Said[]::new);
    for (int i = 0; i < line.length; i++) {
      if (!results.get(i).recipient().equals(mail.envelope().recipients().get(i))) {
        violation("mail " + mail.number() + ": a result of somebody else: " + result);
      }
    }
    synchronized (this) {
      if (said[mail.number()] != null) {
        violation("mail " + mail.number() + ": reported twice");
      }
      said[mail.number()] = line;
      for (int i = 0; i < line.length; i++) {
        if (results.get(i) instanceof Accepted && copies(mail, i) == 0) {
          awaited.add(name(mail.number(), mailbox(mail, i)));
        }
      }
    }
  }

  synchronized void found(int number, String mailbox) {
    copies[number][MAILBOXES.indexOf(mailbox)]++;
    awaited.remove(name(number, mailbox));
  }

  /** Tells whether a copy was found for everybody who was accepted, as far as is known by now. */
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

  /** Compares the two sides, and counts by what was said and how many copies there are. */
  synchronized Map<String, Integer> balance() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int number = 0; number < said.length; number++) {
      SoakMail mail = mails.apply(number);
      Said[] line = said[number];
      if (line == null || line.length != mail.envelope().recipients().size()) {
        violation("mail " + number + ": not reported, or not for each recipient");
        continue;
      }
      int found = 0;
      for (int i = 0; i < line.length; i++) {
        Said what = line[i];
        int here = copies(mail, i);
        found += here;
        counts.merge(what + (here == 0 ? ", no copy" : ", " + here + " copy"), 1, Integer::sum);
        if (!what.allows(here)) {
          violation(
              "mail %d to %s: %s, and %d copies"
                  .formatted(number, mail.envelope().recipients().get(i), what, here));
        }
      }
      if (found != copies[number][0] + copies[number][1]) {
        violation("mail " + number + ": a copy in a mailbox that it was not for");
      }
    }
    return counts;
  }
}
