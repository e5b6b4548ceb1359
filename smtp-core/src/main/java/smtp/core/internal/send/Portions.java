package smtp.core.internal.send;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import smtp.api.Capabilities;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Recipient;
import smtp.api.SmtpNotSupportedException;

/** Divides the recipients of a message into transactions, according to the server's limits. */
final class Portions {

  private static final List<Portion> UNDIVIDED = List.of(Portion.ALL);

  private final int maxRecipients;
  private final int maxDomains;
  private final List<List<Integer>> portions = new ArrayList<>(1);
  private final Set<String> domains = new HashSet<>();

  private Portions(Capabilities capabilities) {
    this.maxRecipients = capabilities.maxRecipients().orElse(Integer.MAX_VALUE);
    this.maxDomains = capabilities.maxRecipientDomains().orElse(Integer.MAX_VALUE);
  }

  /**
   * Returns the recipients of each transaction.
   *
   * @throws SmtpNotSupportedException if several transactions are needed, but the content can be
   *     written only once, or the message is only for all recipients or none
   */
  static List<Portion> of(Mail mail, Capabilities capabilities, boolean allOrNone)
      throws SmtpNotSupportedException {
    List<Recipient> recipients = mail.envelope().recipients();
    if (!capabilities.has(Extension.LIMITS)) {
      return UNDIVIDED;
    }
    Portions divided = new Portions(capabilities);
    for (int i = 0; i < recipients.size(); i++) {
      divided.add(i, recipients.get(i));
    }
    requireOneIfNeeded(divided.portions, mail, allOrNone);
    return divided.portions.size() == 1
        ? UNDIVIDED
        : divided.portions.stream().map(Portion::of).toList();
  }

  private void add(int index, Recipient recipient) {
    String domain = recipient.mailbox().domain().toLowerCase(Locale.ROOT);
    List<Integer> last = portions.isEmpty() ? null : portions.get(portions.size() - 1);
    boolean another = !domains.contains(domain) && domains.size() >= maxDomains;
    if (last == null || last.size() >= maxRecipients || another) {
      last = new ArrayList<>();
      portions.add(last);
      domains.clear();
    }
    last.add(index);
    domains.add(domain);
  }

  private static void requireOneIfNeeded(List<List<Integer>> portions, Mail mail, boolean allOrNone)
      throws SmtpNotSupportedException {
    if (portions.size() == 1 || (mail.content().repeatable() && !allOrNone)) {
      return;
    }
    String why = allOrNone ? "allOrNone() is set" : "the content can be written only once";
    throw new SmtpNotSupportedException(
        "The server accepts these recipients only in %d transactions, but %s"
            .formatted(portions.size(), why),
        Extension.LIMITS);
  }
}
