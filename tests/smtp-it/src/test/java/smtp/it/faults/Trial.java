package smtp.it.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import smtp.api.Mail;
import smtp.api.MailSession;
import smtp.api.SmtpException;
import smtp.testkit.Delivery;
import smtp.testkit.ScriptedServer;

/** Runs one cell: a server with a fault, a client, and the result. */
final class Trial {
  private final Cell cell;
  private final Expected expected;
  private final Duration limit;
  private final CountDownLatch connecting = new CountDownLatch(1);
  private final Client client;
  private final Observed observed = new Observed();
  private volatile long interruptedAt;
  private boolean late;
  private volatile Runnable whenConnected = () -> {};

  private Trial(Cell cell, Duration limit) {
    this.cell = cell;
    this.expected = Model.of(cell);
    this.limit = limit;
    this.client = new Client(cell, limit, connecting::countDown, () -> whenConnected.run());
  }

  /** Runs a cell with a time limit, and returns what was not as expected. */
  static Result run(Cell cell, Duration limit) throws IOException, InterruptedException {
    var trial = new Trial(cell, limit);
    List<String> complaints =
        cell.point() == FaultPoint.CONNECT
            ? trial.withoutServer()
            : trial.withServer(Delivery.whole());
    return new Result(complaints, trial.late, trial.observed.overrunNanos());
  }

  /** Runs a cell with the server's bytes split, and returns what was not as expected. */
  static List<String> run(Cell cell, Delivery cut) throws InterruptedException {
    return new Trial(cell, Client.PATIENCE).withServer(cut);
  }

  /**
   * The result of a trial.
   *
   * @param complaints what was not as expected
   * @param late whether the only thing wrong is that the machine was too slow for the time limit
   * @param overrunNanos how long after its time limit the client returned
   */
  record Result(List<String> complaints, boolean late, long overrunNanos) {}

  /**
   * Runs a cell whose server is provided by the target.
   *
   * @param fault waits until the server has produced its fault
   */
  static List<String> run(Cell cell, Target target, CellScript script, Runnable fault)
      throws InterruptedException {
    var trial = new Trial(cell, Client.PATIENCE);
    trial.drive(target, fault);
    return trial.verdict(script.commands()).complaints();
  }

  private List<String> withoutServer() throws IOException, InterruptedException {
    try (Unreachable unreachable =
        cell.fault() == Fault.RST
            ? Unreachable.refusing(cell.transport())
            : Unreachable.silent(cell.transport())) {
      drive(Target.of(cell.transport(), unreachable), this::awaitConnecting);
    }
    Verdict verdict = verdict(List.of());
    late = verdict.isLate(true);
    return verdict.complaints();
  }

  private List<String> withServer(Delivery delivery) throws InterruptedException {
    CellScript script = CellScript.of(cell, expected, limit);
    ScriptedServer.Builder builder = ScriptedServer.builder(script.dialogue()).delivery(delivery);
    try (ScriptedServer server =
        (cell.transport() == Transport.UNIX ? builder.unix() : builder).start()) {
      whenConnected = () -> server.release(CellScript.CONNECTED);
      drive(Target.of(cell.transport(), server), () -> awaitFault(server));
      Verdict verdict = verdict(script.commands());
      verdict.judge(server, cell, script);
      late = !verdict.complaints().isEmpty() && verdict.isLate(hasReachedFault(server));
      return verdict.complaints();
    }
  }

  private void awaitFault(ScriptedServer server) {
    server.release(CellScript.IDLE);
    server.awaitMark(CellScript.FAULT);
    if (cell.point() == FaultPoint.IDLE) {
      awaitFaultWhileIdle(server);
      pause();
    }
  }

  private void awaitFaultWhileIdle(ScriptedServer server) {
    if (FaultText.UNTOLD.contains(cell.fault())) {
      return; // more than the system takes while the client does not read
    }
    switch (cell.fault()) {
      case FIN, RST, CUT, NO_NOTIFY, ALERT, REPLY_421 -> server.assertCompleted();
      default -> server.awaitMark(CellScript.TOLD);
    }
  }

  /** As long as a session has to be idle for the client to look over TLS too. */
  private static void pause() {
    long end = System.nanoTime() + Duration.ofMillis(110).toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  static boolean hasReachedFault(ScriptedServer server) {
    try {
      server.awaitMark(CellScript.FAULT);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  private Verdict verdict(List<String> commands) {
    return new Verdict(expected, observed, client, commands);
  }

  private void awaitConnecting() {
    try {
      connecting.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drive(Target target, Runnable fault) throws InterruptedException {
    // Not a virtual thread: the scripted servers' threads would leave it too little time.
    Thread thread = Thread.ofPlatform().start(() -> use(target, fault));
    if (cell.fault() == Fault.INTERRUPT) {
      interrupt(thread, fault);
    }
    thread.join();
  }

  private void interrupt(Thread thread, Runnable fault) throws InterruptedException {
    try {
      fault.run();
      if (cell.point() == FaultPoint.LMTP_2) {
        client.awaitAnswer(); // otherwise an interrupt may come before the first of the replies
      }
    } catch (AssertionError e) {
      observed.complaints().add(e.getMessage());
    }
    interruptedAt = System.nanoTime();
    thread.interrupt();
  }

  private void use(Target target, Runnable fault) {
    List<MailSession> sessions = new ArrayList<>(1);
    try {
      attempt(Operation.CONNECT, sessions, () -> sessions.add(client.connect(target)));
      Mail mail = CellMail.of(cell, fault);
      for (MailSession session : sessions) {
        attempt(Operation.SEND, sessions, () -> observed.sent(session.send(mail)));
        if (cell.point() == FaultPoint.IDLE) {
          fault.run();
        }
        attempt(Operation.RSET, sessions, session::rset);
        attempt(Operation.NOOP, sessions, session::noop);
        attempt(Operation.QUIT, sessions, session::quit);
        observed.texts().add(session.toString());
      }
    } catch (RuntimeException | AssertionError e) {
      observed.complaints().add("unexpected: " + stackTrace(e));
    } finally {
      sessions.forEach(MailSession::close);
    }
  }

  private interface Use {
    void run() throws SmtpException;
  }

  private void attempt(Operation operation, List<MailSession> sessions, Use use) {
    boolean over = operation != Operation.CONNECT && !sessions.getFirst().isOpen();
    if (over) {
      return;
    }
    long start = System.nanoTime();
    try {
      use.run();
    } catch (SmtpException e) {
      observed.overran(overrun(start, System.nanoTime()));
      boolean open = !sessions.isEmpty() && sessions.getFirst().isOpen();
      observed.failed(operation, e, open, Thread.interrupted());
      observed.texts().add(stackTrace(e));
      e.result().ifPresent(observed::sent);
    }
  }

  private long overrun(long start, long end) {
    return switch (cell.fault().end()) {
      case INTERRUPT -> end - interruptedAt;
      case TIME -> {
        boolean whole = cell.fault() == Fault.DEADLINE;
        yield end - (whole ? start : client.lastEvent()) - limit.toNanos();
      }
      default -> 0;
    };
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
