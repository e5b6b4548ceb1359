package smtp.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpTransportException;
import smtp.core.internal.event.EventSource;
import smtp.core.internal.net.Dialer;
import smtp.core.internal.net.Link;
import smtp.core.internal.net.Watch;
import smtp.core.internal.options.Options;
import smtp.core.internal.options.SessionOption;
import smtp.core.internal.session.Greeted;
import smtp.core.internal.session.Opener;
import smtp.core.internal.session.Session;

/** A caller of the library, which notes what it is told. */
final class Caller {

  private static final int MOST_CONNECTIONS = 8;

  private final World world;
  private final Setup setup;
  private final List<Claim> claims = new ArrayList<>(4);
  private final List<Mail> mails = new ArrayList<>(2);
  private int taken;
  private int told;
  private boolean threw;
  private final Set<Integer> reported = new HashSet<>(4);
  private final Set<Integer> lost = new HashSet<>(4);

  Caller(World world) {
    this.world = world;
    this.setup = world.setup;
    for (int i = 0; i < setup.call().messages(); i++) {
      mails.add(Messages.of(world, i));
    }
  }

  List<Claim> claims() {
    return claims;
  }

  /** Returns whether the last call ended with a failure. */
  boolean threw() {
    return threw;
  }

  /** Returns whether a message was reported as one that the loss of a connection left unsent. */
  boolean isLost(int message) {
    return lost.contains(message);
  }

  Messages.Source source(int message) {
    return (Messages.Source) mails.get(message).content();
  }

  /** Something that may fail as the library may. */
  @FunctionalInterface
  private interface Body {
    void run() throws SmtpException;
  }

  void run() {
    Opener<Session> opener = new Opener<>(new ModelDialer(), options(), ModelSession::new);
    switch (setup.call()) {
      case SESSION_SEND, SESSION_SEND_ALL -> overSession(opener);
      case CLIENT_SEND -> send(0, mail -> opener.send(mail), Setup.CLOSE);
      case CLIENT_SEND_ALL ->
          within(
              allowance(MOST_CONNECTIONS, Setup.CLOSE),
              () -> opener.sendAll(iterator(), this::onResult));
    }
    if (setup.call().isSendAll() && told != taken) {
      world.complain(Kind.NOT_REPORTED);
    }
  }

  private void overSession(Opener<Session> opener) {
    List<Session> opened = new ArrayList<>(1);
    within(allowance(1, Setup.CLOSE), () -> opened.add(opener.connect()));
    if (opened.isEmpty()) {
      return;
    }
    Session session = opened.getFirst();
    world.session(session);
    if (setup.call() == Setup.Call.SESSION_SEND) {
      for (int i = 0; i < mails.size() && session.isOpen(); i++) {
        send(i, session::send, Duration.ZERO);
      }
    } else {
      within(
          allowance(mails.size(), Duration.ZERO),
          () -> session.sendAll(iterator(), this::onResult));
    }
    within(Setup.CLOSE.toNanos(), session::close);
  }

  private static long allowance(int operations, Duration close) {
    return operations * (World.DEADLINE_NANOS + close.toNanos());
  }

  /** Sends one message. */
  @FunctionalInterface
  private interface Sender {
    SendResult send(Mail mail) throws SmtpException;
  }

  private void send(int message, Sender sender, Duration close) {
    within(
        allowance(1, close),
        () -> {
          SendResult result;
          try {
            result = sender.send(mails.get(message));
          } catch (SmtpException e) {
            if (e.result().isEmpty()) {
              world.complain(Kind.WITHOUT_RESULT);
            }
            e.result().ifPresent(known -> claim(message, known));
            throw e;
          }
          claim(message, result);
        });
  }

  private void claim(int message, SendResult result) {
    for (int i = 0; i < result.recipients().size(); i++) {
      int recipient = i;
      List<Sight> sights =
          world.views.stream().map(view -> view.sight(message, recipient)).toList();
      claims.add(new Claim(message, i, Claim.Word.of(result.recipients().get(i)), sights));
    }
  }

  /** Runs a call, and notes if it takes too long or throws what it must not. */
  private void within(long nanos, Body call) {
    long start = world.clock.nanoTime() - world.ownTime();
    world.begins(1);
    try {
      call.run();
    } catch (SmtpException e) {
      threw = true;
    } catch (OwnFailure e) {
      threw = true;
      if (e.getMessage().equals(new OwnFailure(Point.EVENT).getMessage())) {
        world.complain(Kind.LISTENER_DECIDES);
      }
    } catch (RuntimeException | Error e) {
      threw = true;
      world.complain(Kind.UNEXPECTED);
    }
    if (world.clock.nanoTime() - world.ownTime() - start > nanos) {
      world.complain(Kind.TOO_LONG);
    }
  }

  private Iterator<Mail> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return taken < mails.size();
      }

      @Override
      public Mail next() {
        OwnFailure.maybe(world, Point.ITERATOR);
        world.begins(1);
        return mails.get(taken++);
      }
    };
  }

  private void onResult(Mail mail, SendResult result, @Nullable SmtpException failure) {
    int message = mails.indexOf(mail);
    if (!reported.add(message)) {
      world.complain(Kind.REPORTED_TWICE);
    }
    if (message != told++) {
      world.complain(Kind.OUT_OF_ORDER);
    }
    if (failure instanceof SmtpTransportException || failure instanceof SmtpProtocolException) {
      lost.add(message);
    }
    claim(message, result);
    OwnFailure.maybe(world, Point.RESULT);
  }

  private Options options() {
    Options own = world.options.with(SessionOption.CLOCK, world.clock);
    return setup.variant() == Setup.Variant.LISTENER
        ? own.with(SessionOption.EVENTS, EventSource.DEFAULT.with(ThrowingListener::new))
        : own;
  }

  /** Connects to the model server. */
  private final class ModelDialer implements Dialer {
    @Override
    public Link dial(Watch watch, long deadline) {
      if (world.views.size() == MOST_CONNECTIONS) {
        throw new AssertionError("The client connects without end");
      }
      if (!world.views.isEmpty()) {
        world.begins(2); // the message that is sent again has its own, from some moment on
      }
      MemoryLink link = new MemoryLink(world, watch);
      watch.protect(link);
      return link;
    }

    @Override
    public String toString() {
      return "model:25";
    }
  }

  private static final class ModelSession extends Session {
    ModelSession(Greeted greeted) {
      super(greeted);
    }
  }

  /** A session listener that may throw at each event. */
  private final class ThrowingListener implements SessionListener {
    @Override
    public void onCommand(String line) {
      OwnFailure.maybe(world, Point.EVENT);
    }

    @Override
    public void onReply(Reply reply, Duration elapsed) {
      OwnFailure.maybe(world, Point.EVENT);
    }

    @Override
    public void onContent(long bytes, OptionalLong total) {
      OwnFailure.maybe(world, Point.EVENT);
    }

    @Override
    public void onClosed(@Nullable SmtpException cause) {
      OwnFailure.maybe(world, Point.EVENT);
    }
  }
}
