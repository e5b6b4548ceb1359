package smtp.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.SmtpTimeoutException;
import smtp.api.TlsMode;
import smtp.core.SmtpClient;
import smtp.it.faults.FlightTrial.Result;
import smtp.testkit.ScriptedServer;

/**
 * Runs one cell with two pipelined messages, and compares what the client was told with the
 * server's record: accepted means committed, refused or not sent means not committed.
 */
final class LedgerTrial {
  private final FlightCell cell;
  private final Duration limit;
  private final List<Mail> mails = List.of(FlightTrial.mail(), FlightTrial.mail());
  private final Map<Mail, String> outcomes = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private @Nullable SmtpException thrown;
  private boolean open;
  private boolean interrupted;

  private LedgerTrial(FlightCell cell, Duration limit) {
    this.cell = cell;
    this.limit = limit;
  }

  /** Runs a cell with a time limit. */
  static Result run(FlightCell cell, Duration limit) throws InterruptedException {
    return new LedgerTrial(cell, limit).run();
  }

  private Result run() throws InterruptedException {
    boolean reached;
    ScriptedServer server = ScriptedServer.start(FlightScript.of(cell, limit));
    try (server) {
      Thread client = Thread.ofPlatform().start(() -> use(server));
      reached = Trial.hasReachedFault(server);
      if (cell.fault() == Fault.INTERRUPT) {
        client.interrupt();
      }
      client.join();
    }
    judge(FlightLedger.of(server));
    return new Result(complaints, !complaints.isEmpty() && !reached);
  }

  private void use(ScriptedServer server) {
    SmtpClient.Builder builder =
        SmtpClient.builder(server.host(), server.port())
            .tls(TlsMode.NONE)
            .timeouts(Client.timeouts(cell.alone(), limit));
    if (cell.fault() == Fault.DEADLINE) {
      builder.deadline(limit);
    }
    try (SmtpSession session = builder.build().connect()) {
      send(session);
    } catch (SmtpException e) {
      complaints.add("cannot connect: " + e);
    }
  }

  private void send(SmtpSession session) {
    try {
      session.sendAll(
          mails.iterator(),
          (mail, result, failure) -> outcomes.put(mail, Observed.letters(result)));
    } catch (SmtpException e) {
      thrown = e;
    }
    open = session.isOpen();
    interrupted = Thread.interrupted();
  }

  private void judge(FlightLedger ledger) {
    complaints.addAll(
        ledger.contradictions(
            mails.stream().map(mail -> outcomes.getOrDefault(mail, "nnn")).toList()));
    Class<? extends SmtpException> due = due();
    if (due != null && (open || !isCausedBy(due))) {
      complaints.add(due + " expected, and a closed session, not " + thrown + ", open: " + open);
    }
    if (interrupted != (cell.fault() == Fault.INTERRUPT)) {
      complaints.add("the interrupt flag is " + interrupted);
    }
  }

  /** Returns why the connection ends; {@code null} if that depends on where the reply is missed. */
  private @Nullable Class<? extends SmtpException> due() {
    return switch (cell.fault().end()) {
      case LOST -> SmtpServerDisconnectedException.class;
      case TIME -> SmtpTimeoutException.class;
      case INTERRUPT -> SmtpInterruptedException.class;
      default -> null;
    };
  }

  private boolean isCausedBy(Class<?> type) {
    Throwable failure = thrown;
    while (failure != null && !type.isInstance(failure)) {
      failure = failure.getCause();
    }
    return failure != null;
  }
}
