package smtp.mailer.internal;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.MailSession;
import smtp.api.Recipient;
import smtp.api.RecipientResult;
import smtp.api.Reply;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.ServerClient;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpServerDisconnectedException;

/**
 * A server in memory that answers as a test decides, and its client. Its own record of what it has
 * committed is the truth.
 */
final class FakeServer implements ServerClient {

  static final Reply OK = Reply.of(250, "2.0.0 ok");

  /** What the server does with a message. */
  sealed interface Answer {
    /** Commits it for every recipient. */
    record Accept() implements Answer {}

    /** Answers with this reply and commits nothing. */
    record Refuse(Reply reply) implements Answer {}

    /** Commits the message to those whose reply is positive. */
    record Each(List<Reply> replies) implements Answer {}

    /** Loses the connection before the message was sent. */
    record Lose() implements Answer {}

    /** Loses the connection after the message was sent; it may be committed. */
    record LoseAfter(boolean committed) implements Answer {}

    /** Ends the session with a 421. */
    record End(String text) implements Answer {}

    /** Fails for a reason of its own, with nothing sent. */
    record Fail(SmtpException failure, boolean closes) implements Answer {}
  }

  static final Answer ACCEPT = new Answer.Accept();

  /** A session, as the answers see it. */
  interface Connection {
    /** Returns how many messages it has answered. */
    int answered();

    int number();
  }

  /** A recipient of a message that the server has. */
  record Committed(String message, String recipient) {}

  private final String name;
  final List<Committed> committed = new ArrayList<>();
  final List<String> log = new ArrayList<>();
  final List<Integer> batches = new ArrayList<>();
  private Function<Mail, Answer> answers = mail -> ACCEPT;
  private @Nullable Function<Connection, Answer> bySession;
  private @Nullable SmtpException unreachable;
  private Runnable during = () -> {};
  private Runnable roundTrip = () -> {};
  int opened;
  int open;
  int mostOpen;
  int noops;
  boolean deaf;

  /** Whether a session announces that it takes no message. */
  boolean full;

  FakeServer(String name) {
    this.name = name;
  }

  FakeServer answers(Function<Mail, Answer> how) {
    answers = how;
    return this;
  }

  FakeServer bySession(Function<Connection, Answer> how) {
    bySession = how;
    return this;
  }

  /** Runs while messages are under way, after each was taken. */
  FakeServer during(Runnable what) {
    during = what;
    return this;
  }

  FakeServer roundTrip(Runnable what) {
    roundTrip = what;
    return this;
  }

  FakeServer unreachable(@Nullable SmtpException why) {
    unreachable = why;
    return this;
  }

  static SmtpConnectException down() {
    return new SmtpConnectException("Cannot connect", new java.io.IOException("refused"));
  }

  static String subject(Mail mail) {
    var out = new java.io.ByteArrayOutputStream();
    try {
      mail.content().writeTo(out);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return out.toString(java.nio.charset.StandardCharsets.UTF_8).substring(9).strip();
  }

  @Override
  public MailSession connect() throws SmtpException {
    if (unreachable != null) {
      throw unreachable;
    }
    opened++;
    open++;
    mostOpen = Math.max(mostOpen, open);
    return session(new Session(opened));
  }

  @Override
  public MailSession open() throws SmtpException {
    return connect();
  }

  @Override
  public SendResult send(Mail message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sendAll(Iterator<? extends Mail> messages, SendListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String toString() {
    return name;
  }

  /** A mailer uses few methods of a session; any other is a mistake of the test. */
  private MailSession session(Session session) {
    return (MailSession)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {MailSession.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "sendAll" -> {
                    @SuppressWarnings("unchecked")
                    var messages = (Iterator<? extends Mail>) arguments[0];
                    session.sendAll(messages, (SendListener) arguments[1]);
                    yield null;
                  }
                  case "noop" -> session.noop();
                  case "isOpen", "isReusable" -> session.alive;
                  case "close" -> {
                    session.close();
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private final class Session implements Connection {
    private final int number;
    private int answered;
    private boolean alive = true;

    Session(int number) {
      this.number = number;
    }

    @Override
    public int answered() {
      return answered;
    }

    @Override
    public int number() {
      return number;
    }

    Reply noop() throws SmtpException {
      noops++;
      if (deaf) {
        lose();
        throw new SmtpServerDisconnectedException("closed", (Throwable) null);
      }
      return OK;
    }

    void sendAll(Iterator<? extends Mail> messages, SendListener listener) throws SmtpException {
      if (full && messages.hasNext()) {
        close();
        throw new SmtpNotSupportedException("no more", Extension.LIMITS);
      }
      Deque<Mail> taken = new ArrayDeque<>();
      while (messages.hasNext()) {
        taken.add(messages.next());
        during.run();
      }
      batches.add(taken.size());
      roundTrip.run();
      SmtpException lost = null;
      for (Mail mail = taken.poll(); mail != null; mail = taken.poll()) {
        lost = lost == null ? answer(mail, listener) : behind(mail, lost, listener);
      }
      if (lost != null) {
        throw lost;
      }
    }

    private @Nullable SmtpException answer(Mail mail, SendListener listener) {
      Answer answer = bySession == null ? answers.apply(mail) : bySession.apply(this);
      log.add(number + " " + subject(mail));
      return switch (answer) {
        case Answer.Accept accept -> replied(mail, OK, listener);
        case Answer.Refuse refuse -> replied(mail, refuse.reply(), listener);
        case Answer.Each each -> each(mail, each.replies(), listener);
        case Answer.Lose lose -> lost(mail, gone(), false, listener);
        case Answer.LoseAfter after -> {
          if (after.committed()) {
            commit(mail);
          }
          yield lost(mail, new SmtpOutcomeUnknownException("unknown", gone()), true, listener);
        }
        case Answer.End end -> ended(mail, Reply.of(421, end.text()), listener);
        case Answer.Fail fail -> {
          listener.onResult(mail, SendResult.notSent(mail.envelope()), fail.failure());
          if (fail.closes()) {
            lose();
          }
          yield fail.closes() ? gone() : null;
        }
      };
    }

    private @Nullable SmtpException replied(Mail mail, Reply reply, SendListener listener) {
      return each(mail, mail.envelope().recipients().stream().map(one -> reply).toList(), listener);
    }

    private @Nullable SmtpException each(Mail mail, List<Reply> replies, SendListener listener) {
      answered++;
      List<RecipientResult> results = new ArrayList<>();
      for (int i = 0; i < replies.size(); i++) {
        Recipient recipient = mail.envelope().recipients().get(i);
        Reply reply = replies.get(i);
        if (reply.isPositive()) {
          committed.add(new Committed(subject(mail), recipient.toString()));
        }
        results.add(
            reply.isPositive()
                ? new RecipientResult.Accepted(recipient, reply)
                : new RecipientResult.Refused(recipient, reply));
      }
      SendResult result = SendResult.of(results);
      Reply first = replies.getFirst();
      listener.onResult(
          mail, result, result.accepted().isEmpty() ? new SmtpDataException("no", first) : null);
      return null;
    }

    private void commit(Mail mail) {
      for (Recipient recipient : mail.envelope().recipients()) {
        committed.add(new Committed(subject(mail), recipient.toString()));
      }
    }

    private SmtpException ended(Mail mail, Reply reply, SendListener listener) {
      lose();
      var failure = new SmtpServerDisconnectedException("ended: " + reply, reply);
      listener.onResult(
          mail,
          SendResult.of(
              mail.envelope().recipients().stream()
                  .<RecipientResult>map(one -> new RecipientResult.Refused(one, reply))
                  .toList()),
          failure);
      return failure;
    }

    private SmtpException lost(
        Mail mail, SmtpException failure, boolean sent, SendListener listener) {
      lose();
      SendResult result =
          sent
              ? SendResult.of(
                  mail.envelope().recipients().stream()
                      .<RecipientResult>map(RecipientResult.Unknown::new)
                      .toList())
              : SendResult.notSent(mail.envelope());
      listener.onResult(mail, result, failure);
      return failure;
    }

    private SmtpException behind(Mail mail, SmtpException lost, SendListener listener) {
      listener.onResult(mail, SendResult.notSent(mail.envelope()), gone());
      return lost;
    }

    private SmtpServerDisconnectedException gone() {
      return new SmtpServerDisconnectedException("The server closed", (Throwable) null);
    }

    private void lose() {
      close();
    }

    void close() {
      if (alive) {
        alive = false;
        open--;
      }
    }
  }
}
