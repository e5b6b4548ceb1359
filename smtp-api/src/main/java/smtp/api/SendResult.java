package smtp.api;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What became of a mail: a result for each recipient of its envelope, in order, one for each time
 * that a recipient is named. Immutable.
 */
public final class SendResult implements Serializable {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // made by List.copyOf, whose lists are serializable
  private final List<RecipientResult> recipients;

  private final long elapsedNanos;

  private SendResult(List<RecipientResult> recipients, Duration elapsed) {
    this.recipients = recipients;
    this.elapsedNanos = elapsed.toNanos();
  }

  /** Makes a result, for tests and for sessions of one's own, that took no time. */
  public static SendResult of(List<RecipientResult> recipients) {
    return of(recipients, Duration.ZERO);
  }

  /**
   * Makes a result.
   *
   * @param elapsed how long it took, less than 292 years
   */
  public static SendResult of(List<RecipientResult> recipients, Duration elapsed) {
    return new SendResult(List.copyOf(recipients), elapsed);
  }

  /** Makes the result of a mail that did not get as far as its first recipient. */
  public static SendResult notSent(Envelope envelope) {
    return of(
        envelope.recipients().stream().<RecipientResult>map(RecipientResult.NotSent::new).toList());
  }

  /** Returns the results, in the order of the envelope's recipients. */
  public List<RecipientResult> recipients() {
    return recipients;
  }

  /**
   * Returns how long the mail took: from when it was taken to be sent until it was known what
   * became of it, connecting not included. It does not count for {@link #equals}.
   */
  public Duration elapsed() {
    return Duration.ofNanos(elapsedNanos);
  }

  /** Tells whether every recipient was accepted. */
  public boolean isComplete() {
    return recipients.stream().allMatch(RecipientResult.Accepted.class::isInstance);
  }

  /** Returns the recipients that were accepted. */
  public List<RecipientResult.Accepted> accepted() {
    return only(RecipientResult.Accepted.class);
  }

  /** Returns the recipients that were refused. */
  public List<RecipientResult.Refused> refused() {
    return only(RecipientResult.Refused.class);
  }

  /** Returns the recipients of whom it is not known whether they get the mail. */
  public List<RecipientResult.Unknown> unknown() {
    return only(RecipientResult.Unknown.class);
  }

  /** Returns the recipients to whom the mail was not sent. */
  public List<RecipientResult.NotSent> notSent() {
    return only(RecipientResult.NotSent.class);
  }

  /**
   * Returns the names under which the server has queued the mail, as far as its replies tell: a
   * best effort over the forms of widespread servers, for logs and for asking a postmaster.
   */
  public List<String> queueIds() {
    return accepted().stream()
        .map(result -> QueueId.in(result.reply()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private <T extends RecipientResult> List<T> only(Class<T> type) {
    List<T> found = List.of();
    for (RecipientResult result : recipients) {
      if (type.isInstance(result)) {
        found = found.isEmpty() ? new ArrayList<>(recipients.size()) : found;
        found.add(type.cast(result));
      }
    }
    return Collections.unmodifiableList(found);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SendResult that && recipients.equals(that.recipients);
  }

  @Override
  public int hashCode() {
    return recipients.hashCode();
  }

  /** Returns the results on one line. */
  @Override
  public String toString() {
    return recipients.toString();
  }
}
