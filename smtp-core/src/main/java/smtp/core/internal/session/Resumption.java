package smtp.core.internal.session;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.MailSession;
import smtp.api.RecipientResult;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpSenderRefusedException;
import smtp.api.SmtpTransportException;
import smtp.core.internal.options.Server;
import smtp.core.internal.peer.SessionLimit;

/**
 * The messages of a client's {@code sendAll}, which may take several connections. Messages that a
 * lost connection left unsent come first on the next one.
 */
final class Resumption implements Iterator<Mail> {

  private final Iterator<? extends Mail> messages;
  private final OrderedReports reports;
  private final Server server;
  private final Queue<Mail> again = new ArrayDeque<>();

  /** Those that got a 421, which ended their session. */
  private final Set<Mail> ended = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean progress;

  /** Whether the server takes no more messages on this connection. */
  private boolean limited;

  /** Whether it has accepted one on this connection. */
  private boolean accepted;

  Resumption(Iterator<? extends Mail> messages, SendListener listener, Server server) {
    this.messages = messages;
    this.reports = new OrderedReports(listener);
    this.server = server;
  }

  /** Returns whether there are messages left, for this connection or another one. */
  boolean isUnfinished() {
    return !again.isEmpty() || messages.hasNext();
  }

  @Override
  public boolean hasNext() {
    return !limited && isUnfinished();
  }

  @Override
  public Mail next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Mail mail = again.poll();
    if (mail == null) {
      mail = Objects.requireNonNull(messages.next(), "The iterator returned null");
      reports.taken(mail);
    }
    return mail;
  }

  /** Makes sessions. */
  @FunctionalInterface
  interface Connector<S extends MailSession> {
    S connect() throws SmtpException;
  }

  /** Connects. If that fails, reports the messages that were taken, then throws. */
  <S extends MailSession> S connect(Connector<S> connector) throws SmtpException {
    try {
      return connector.connect();
    } catch (SmtpException e) {
      reportUnsent(e);
      throw e;
    }
  }

  /** Sends the remaining messages, until there are no more or the session ends. */
  void sendOver(Session session) throws SmtpException {
    progress = false;
    limited = false;
    accepted = false;
    try {
      session.sendQueue(this, this::onResult);
    } catch (SmtpException e) {
      if (!progress) {
        reportUnsent(e);
        throw e;
      }
    } catch (RuntimeException | Error e) {
      reportUnsentBecause(e);
      throw e;
    }
  }

  /** Reports the messages that are not sent because the caller's own code threw. */
  private void reportUnsentBecause(Throwable own) {
    try {
      var failure = new SmtpException("Sending stopped because of a failure: " + own, own);
      reportUnsent(server.named(failure));
    } catch (RuntimeException | Error e) {
      if (!e.equals(own)) {
        own.addSuppressed(e);
      }
    }
  }

  private void onResult(
      Mail mail, SendResult result, @Nullable SmtpException failure, boolean contentBegun) {
    boolean usable = !contentBegun || mail.content().repeatable();
    if (usable && isForNextConnection(mail, result, failure)) {
      again.add(mail);
      return;
    }
    ended.remove(mail);
    progress = true;
    accepted |= failure == null;
    reports.known(mail, result, failure);
  }

  private boolean isForNextConnection(
      Mail mail, SendResult result, @Nullable SmtpException failure) {
    if (isSessionLimit(failure)) {
      limited = true;
      return true;
    }
    if (!isLost(failure) || !result.recipients().stream().allMatch(one -> isUnsent(mail, one))) {
      return false;
    }
    if (!result.refused().isEmpty()) {
      ended.add(mail);
    }
    return true;
  }

  /** On a connection that has taken nothing yet, the same reply is about the message. */
  private boolean isSessionLimit(@Nullable SmtpException failure) {
    return accepted
        && failure instanceof SmtpSenderRefusedException refused
        && SessionLimit.mayBeToldBy(refused.reply());
  }

  /**
   * Returns whether a message may be sent to a recipient over the next connection. A 421 is about
   * the session, not the message; but a message that gets a second 421 is not tried again.
   */
  private boolean isUnsent(Mail mail, RecipientResult result) {
    return switch (result) {
      case RecipientResult.NotSent notSent -> true;
      case RecipientResult.Refused refused ->
          refused.reply().code() == 421 && !ended.contains(mail);
      default -> false;
    };
  }

  /** Returns whether the connection failed, not the message. */
  private static boolean isLost(@Nullable SmtpException failure) {
    return failure instanceof SmtpTransportException || failure instanceof SmtpProtocolException;
  }

  private void reportUnsent(SmtpException failure) {
    again.clear();
    reports.unsent(failure);
  }
}
