package smtp.api;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The outcome of a send: one result for each recipient of the envelope, in its order.
 *
 * <p>A recipient that the envelope has twice has two results. Immutable.
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

  /**
   * Makes a result that took no time, for tests and for other implementations of a session.
   *
   * @param recipients one result for each recipient, in the order of the envelope; copied
   */
  public static SendResult of(List<RecipientResult> recipients) {
    return of(recipients, Duration.ZERO);
  }

  /**
   * Makes a result, for tests and for other implementations of a session.
   *
   * @param recipients one result for each recipient, in the order of the envelope; copied
   * @param elapsed how long the send took, less than 292 years
   */
  public static SendResult of(List<RecipientResult> recipients, Duration elapsed) {
    Objects.requireNonNull(recipients, "recipients");
    Objects.requireNonNull(elapsed, "elapsed");
    return new SendResult(List.copyOf(recipients), elapsed);
  }

  /** Makes the result of a message that was not sent to any of its recipients. */
  public static SendResult notSent(Envelope envelope) {
    return forAll(envelope, RecipientResult.NotSent::new);
  }

  /** Makes the result of a message that may have been delivered to each of its recipients. */
  public static SendResult unknown(Envelope envelope) {
    return forAll(envelope, RecipientResult.Unknown::new);
  }

  private static SendResult forAll(
      Envelope envelope, Function<Recipient, RecipientResult> outcome) {
    Objects.requireNonNull(envelope, "envelope");
    return of(envelope.recipients().stream().map(outcome).toList());
  }

  /** Returns the results, in the order of the envelope's recipients. */
  public List<RecipientResult> recipients() {
    return recipients;
  }

  /**
   * Returns how long the send took: from when the session began with the message until its outcome
   * was known. The time to connect is not included. {@link #equals} ignores it.
   */
  public Duration elapsed() {
    return Duration.ofNanos(elapsedNanos);
  }

  /** Returns whether every recipient was accepted. */
  public boolean isComplete() {
    for (RecipientResult one : recipients) {
      if (!(one instanceof RecipientResult.Accepted)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the results of the recipients that were accepted. */
  public List<RecipientResult.Accepted> accepted() {
    return only(RecipientResult.Accepted.class);
  }

  /** Returns the results of the recipients that were refused. */
  public List<RecipientResult.Refused> refused() {
    return only(RecipientResult.Refused.class);
  }

  /** Returns the results of the recipients whose outcome is unknown. */
  public List<RecipientResult.Unknown> unknown() {
    return only(RecipientResult.Unknown.class);
  }

  /** Returns the results of the recipients to whom the message was not sent. */
  public List<RecipientResult.NotSent> notSent() {
    return only(RecipientResult.NotSent.class);
  }

  /**
   * Returns the queue ids under which the server accepted the message, for logs and for questions
   * to a postmaster. This is a best effort: it knows the replies of widespread servers.
   *
   * @return the queue ids, each once; none if no reply has one
   */
  public List<String> queueIds() {
    return accepted().stream()
        .map(result -> QueueId.in(result.reply()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** Returns whether a recipient was refused with a 4yz reply. */
  boolean isDeferred() {
    for (RecipientResult one : recipients) {
      if (one instanceof RecipientResult.Refused refused && refused.reply().isTransient()) {
        return true;
      }
    }
    return false;
  }

  private <T extends RecipientResult> List<T> only(Class<T> type) {
    List<T> found = List.of();
    for (RecipientResult result : recipients) {
      if (type.isInstance(result)) {
        found = found.isEmpty() ? new ArrayList<>(recipients.size()) : found;
        found.add(type.cast(result));
      }
    }
    return found.isEmpty() ? found : Collections.unmodifiableList(found);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SendResult that && recipients.equals(that.recipients);
  }

  @Override
  public int hashCode() {
    return recipients.hashCode();
  }

  @Override
  public String toString() {
    return "SendResult" + recipients;
  }
}
