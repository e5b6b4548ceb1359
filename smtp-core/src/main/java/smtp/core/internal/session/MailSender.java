package smtp.core.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Phase;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpTransportException;

/**
 * Sends whole mails on a session. Where the server can do with it, the next mail goes out before it
 * is known what became of the last.
 */
final class MailSender {

  private final Session session;
  private final SessionState state;
  private final Connection connection;
  private final Flight flight;
  private final Course course;
  private final SendOptions options;
  private final SendListener listener;

  /** What was taken and not reported yet, in order. */
  private final Deque<Dispatch> underWay = new ArrayDeque<>(0);

  /** What the caller's own code threw: no more is taken then. */
  private @Nullable Throwable thrown;

  private @Nullable SmtpException exhausted;

  MailSender(Session session, SessionState state, Flight flight, SendListener listener) {
    this.session = session;
    this.state = state;
    this.connection = session.connection();
    this.flight = flight;
    this.course = Course.of(session, state, flight);
    this.options = session.options().sending();
    this.listener = listener;
  }

  // --- one mail

  /**
   * Sends a mail.
   *
   * @param last whether it is the last of the session: QUIT goes out behind it, if it may
   */
  SendResult send(Mail mail, boolean last) throws SmtpException {
    state.requireNoTransaction("send");
    connection.timing().begin();
    Dispatch dispatch = new Dispatch(mail);
    underWay.add(dispatch);
    try {
      post(dispatch);
      // What must not be followed has landed by now, and closing the session says QUIT.
      if (last && flight.size() > 0) {
        landWithQuit(dispatch);
      } else {
        flight.land();
      }
    } catch (SmtpException e) {
      lose(e);
    } finally {
      // The deadline of a last mail is that of closing the session too.
      if (!last) {
        connection.timing().end();
      }
      underWay.clear();
    }
    SendResult result = dispatch.result();
    SmtpException failure = dispatch.failure(result);
    note(failure);
    if (failure != null) {
      throw failure;
    }
    return result;
  }

  private void landWithQuit(Dispatch dispatch) throws SmtpException {
    Flight.Receiver quit = (item, reply) -> {};
    flight.add(Phase.QUIT, "QUIT", quit, 0);
    flight.landBefore(quit);
    // Now, as it tells how long the mail took and not how long the goodbye.
    dispatch.result();
    connection.timing().begin(Session.LEAVE_TAKING);
    try {
      flight.land();
      connection.closeInPeace();
    } catch (SmtpException e) {
      // What became of the mail is known, and the session is closed all the same.
    }
  }

  // --- many mails

  void sendAll(Iterator<? extends Mail> mails) throws SmtpException {
    state.requireNoTransaction("sendAll");
    SmtpException failure = null;
    try {
      for (Mail mail = next(mails); mail != null; mail = next(mails)) {
        take(mail);
      }
      flight.land();
      failure = exhausted;
    } catch (SmtpException e) {
      failure = lose(e);
    } catch (RuntimeException | Error e) {
      lose(new SmtpTransportException("The session was closed because of a failure: " + e, e));
      noteThrown(e);
    } finally {
      connection.timing().end();
    }
    report();
    rethrow(failure);
  }

  /** Returns the next mail, or {@code null} if no more is to be taken. */
  private @Nullable Mail next(Iterator<? extends Mail> mails) throws SmtpException {
    while (underWay.size() >= options.windowMessages()) {
      flight.readOne();
      report();
    }
    try {
      if (thrown != null || !mails.hasNext()) {
        return null;
      }
      if (session.isExhausted()) {
        exhausted = exhaustion();
        return null;
      }
      return mails.next();
    } catch (RuntimeException | Error e) {
      noteThrown(e);
      return null;
    }
  }

  private void take(Mail mail) throws SmtpException {
    connection.timing().begin();
    Dispatch dispatch = new Dispatch(mail);
    underWay.add(dispatch);
    try {
      post(dispatch);
    } catch (IllegalArgumentException e) {
      // A mail that cannot be put into commands: nothing of it was sent, and the next may go.
      dispatch.unsent(new SmtpException("The mail cannot be sent: " + e.getMessage(), e));
    }
    report();
  }

  private void noteThrown(Throwable failure) {
    if (thrown == null) {
      thrown = failure;
    } else if (!thrown.equals(failure)) {
      thrown.addSuppressed(failure);
    }
  }

  private void rethrow(@Nullable SmtpException failure) throws SmtpException {
    if (thrown != null && failure != null) {
      thrown.addSuppressed(failure);
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (failure != null) {
      throw failure;
    }
  }

  // --- on the way

  private void post(Dispatch dispatch) throws SmtpException {
    PreparedMail prepared;
    List<Portion> portions;
    try {
      session.ensureHello();
      if (session.isExhausted()) {
        throw exhaustion();
      }
      prepared = PreparedMail.of(dispatch.mail(), session.capabilities());
      portions = Portions.of(dispatch.mail(), session.capabilities(), options.allOrNone());
    } catch (SmtpException e) {
      if (!connection.isOpen()) {
        throw e;
      }
      dispatch.unsent(e);
      return;
    }
    for (int i = 0; i < portions.size(); i++) {
      run(dispatch, prepared, portions.get(i));
    }
    if (options.carryOn()) {
      carryOn(dispatch, prepared);
    }
    dispatch.posted();
  }

  private void carryOn(Dispatch dispatch, PreparedMail prepared) throws SmtpException {
    List<Integer> rest = dispatch.tooMany();
    while (!rest.isEmpty() && dispatch.mail().content().repeatable()) {
      run(dispatch, prepared, Portion.of(rest));
      rest = dispatch.tooMany();
    }
  }

  private void run(Dispatch dispatch, PreparedMail prepared, Portion portion) throws SmtpException {
    Transaction transaction = Transaction.of(course, prepared, portion, dispatch.mail().envelope());
    flight.pipelining(course.pipelining());
    makeRoom(prepared.size());
    dispatch.add(transaction);
    transaction.begin();
    while (transaction.isWaiting()) {
      flight.land();
      report();
      transaction.proceed();
    }
    if (!transaction.mayBeFollowed()) {
      flight.land();
    }
  }

  /** Keeps the octets under way within the window. */
  private void makeRoom(long octets) throws SmtpException {
    while (flight.size() > 0 && flight.unanswered() + octets > options.windowBytes()) {
      flight.readOne();
      report();
    }
  }

  private static SmtpException exhaustion() {
    return new SmtpNotSupportedException(
        "The server takes no more mails on this connection; open another for the rest",
        Extension.LIMITS);
  }

  // --- what became of them

  /** Reports the mails that are over, in order. */
  private void report() {
    for (Dispatch first = underWay.peek();
        first != null && first.isOver();
        first = underWay.peek()) {
      underWay.remove();
      SendResult result = first.result();
      SmtpException failure = first.failure(result);
      note(failure);
      try {
        listener.onResult(first.mail(), result, failure);
      } catch (RuntimeException | Error e) {
        noteThrown(e);
      }
    }
  }

  private void note(@Nullable SmtpException failure) {
    if (failure == null) {
      state.contentEnded();
    } else if (Failure.isOfEnvelope(failure)) {
      state.mailRefused();
    }
  }

  /** Ends what is under way, and returns the failure of the first mail that this meets. */
  private SmtpException lose(SmtpException reason) {
    connection.close(reason);
    flight.takeLastWords();
    boolean told = Failure.isSaidBy421(reason);
    SmtpException first = null;
    for (Dispatch dispatch : underWay) {
      if (!dispatch.isOver()) {
        dispatch.lost(first == null ? reason : Failure.behind(reason), told);
        first = first == null ? dispatch.failure(dispatch.result()) : first;
      }
    }
    return first == null ? reason : first;
  }
}
