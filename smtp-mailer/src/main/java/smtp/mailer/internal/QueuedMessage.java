package smtp.mailer.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.RecipientResult;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.mailer.status.Outcome;
import smtp.mailer.status.Submission;

/**
 * A message of a mailer, and what is known of each recipient. Guarded by the dispatcher's lock,
 * except for what {@link Submission} says.
 */
public final class QueuedMessage implements Submission, Comparable<QueuedMessage> {

  /** Runs what depends on an outcome, each on its own virtual thread: it may block. */
  private static final Executor OWN_THREAD = ownThreads();

  /** Where a message is. */
  enum State {
    /** In the backlog. */
    QUEUED,
    /** A worker has taken it. */
    UNDER_WAY,
    /** It waits until {@link #due}. */
    RETRYING,
    SETTLED
  }

  private final Predicate<QueuedMessage> canceller;
  private final Mail message;
  private final CompletableFuture<Outcome> settled = new CompletableFuture<>();

  /** The order of submission, in which messages are handed out. */
  final long number;

  final long submitted;
  final long expires;
  final boolean large;

  State state = State.QUEUED;

  /** When a retrying message goes back into the backlog. */
  long due;

  /** How often a worker has taken it. */
  int attempts;

  /** How often it was deferred, or was the first to be hit when a connection was lost. */
  int setbacks;

  /** Whether a connection was lost on it: then it travels alone. */
  boolean suspect;

  /** Whether its next attempt is its last. */
  boolean stopped;

  /** Why it was not sent so far. */
  @Nullable SmtpException lastFailure;

  /** The servers that cannot take it, as a bit set; a mailer has few servers. */
  long unsuitable;

  /** Its content, if that can be written only once. */
  private @Nullable OneShotContent once;

  /** What is known of each recipient; {@code null} before the first attempt. */
  private RecipientResult @Nullable [] results;

  /** The recipients of the next or the current attempt, by index; {@code null} for all. */
  private int @Nullable [] open;

  QueuedMessage(
      Predicate<QueuedMessage> canceller, Mail message, long number, long submitted, long expires) {
    this.canceller = canceller;
    this.message = message;
    this.number = number;
    this.submitted = submitted;
    this.expires = expires;
    this.large = message.content().size().orElse(0) > Settings.LARGE;
  }

  private static Executor ownThreads() {
    ThreadFactory threads = Thread.ofVirtual().name("smtp-mailer-outcome").factory();
    return task -> threads.newThread(task).start();
  }

  @Override
  public Mail message() {
    return message;
  }

  @Override
  public CompletableFuture<Outcome> outcome() {
    return settled.thenApplyAsync(Function.identity(), OWN_THREAD);
  }

  @Override
  public Outcome await() throws InterruptedException {
    try {
      return settled.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // never completed so
    }
  }

  @Override
  public boolean cancel() {
    return canceller.test(this);
  }

  /** Returns whether its content can be written once more. */
  boolean isRepeatable() {
    return once == null ? message.content().repeatable() : !once.isBegun();
  }

  boolean suits(int server) {
    return (unsuitable >> server & 1) == 0;
  }

  /** Returns what to send in the next attempt: the message to the recipients that are left. */
  Mail toSend() {
    Content content = content();
    if (open == null) {
      return once == null ? message : Mail.of(message.envelope(), content);
    }
    Envelope whole = message.envelope();
    Envelope.Builder rest = Envelope.builder().sender(whole.sender());
    whole.parameters().forEach(rest::parameter);
    if (whole.isAllOrNone()) {
      rest.allOrNone();
    }
    for (int index : open) {
      rest.recipient(whole.recipients().get(index));
    }
    return Mail.of(rest.build(), content);
  }

  private Content content() {
    if (once == null && !message.content().repeatable()) {
      once = new OneShotContent(message.content());
    }
    return once == null ? message.content() : once;
  }

  /**
   * Records the results of an attempt.
   *
   * @param again whether the recipient with such a result may be tried again
   * @return whether there are any
   */
  boolean record(SendResult result, Predicate<RecipientResult> again) {
    List<RecipientResult> attempt = result.recipients();
    RecipientResult[] all = results;
    if (all == null) { // the first attempt, to all of them
      all = attempt.toArray(RecipientResult[]::new);
      results = all;
    }
    int[] left = new int[attempt.size()];
    int count = 0;
    for (int i = 0; i < attempt.size(); i++) {
      int index = open == null ? i : open[i];
      all[index] = attempt.get(i);
      if (again.test(attempt.get(i))) {
        left[count++] = index;
      }
    }
    open = count == all.length ? null : Arrays.copyOf(left, count);
    return count > 0;
  }

  private RecipientResult[] results() {
    if (results == null) {
      results = SendResult.notSent(message.envelope()).recipients().toArray(RecipientResult[]::new);
    }
    return results;
  }

  /** Returns whether a server has, or may have, the message for a recipient. */
  boolean mayBeDelivered() {
    for (RecipientResult result : results()) {
      if (result instanceof RecipientResult.Accepted || result instanceof RecipientResult.Unknown) {
        return true;
      }
    }
    return false;
  }

  /** Ends the message with what is known, and tells those who wait. */
  Outcome settle(@Nullable SmtpException failure, long now) {
    Duration elapsed = Duration.ofNanos(now - submitted);
    SendResult result = SendResult.of(List.of(results()), elapsed);
    boolean answered = result.unknown().isEmpty() && result.notSent().isEmpty();
    boolean success = answered && !result.accepted().isEmpty();
    Outcome outcome = new Outcome(result, success ? null : failure, attempts, elapsed);
    state = State.SETTLED;
    settled.complete(outcome);
    return outcome;
  }

  @Override
  public int compareTo(QueuedMessage other) {
    return Long.compare(number, other.number);
  }
}
