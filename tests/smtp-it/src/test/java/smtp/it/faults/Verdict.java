package smtp.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import smtp.api.SmtpInterruptedException;
import smtp.it.faults.Expected.Sequel;
import smtp.testkit.ScriptedServer;

/** Compares how a client has handled a fault with how it should have. */
final class Verdict {
  /** On a busy machine a cell is {@linkplain Fault#limits() repeated}. */
  private static final long LONGEST_OVERRUN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Expected expected;
  private final Observed observed;
  private final Client client;
  private final List<String> complaints = new ArrayList<>();

  /** Complaints that are about time alone, or about secrets. */
  private int tooLate;

  private int told;

  Verdict(Expected expected, Observed observed, Client client, List<String> commands) {
    this.expected = expected;
    this.observed = observed;
    this.client = client;
    complaints.addAll(observed.complaints());
    judgeFailure();
    same("the recipients", expected.outcomes(), observed.outcomes());
    judgeTime();
    judgeCommands(commands);
    judgeSecrecy();
  }

  List<String> complaints() {
    return complaints;
  }

  private void same(String what, @Nullable Object due, @Nullable Object is) {
    if (!Objects.equals(due, is)) {
      complaints.add(what + ": " + due + " expected, not " + is);
    }
  }

  private void judgeFailure() {
    Throwable failure = observed.failure();
    same("the operation that fails", expected.failing(), observed.failing());
    same("the failure", expected.failure(), failure == null ? null : failure.getClass());
    if (failure == null) {
      return;
    }
    if (expected.cause() != null) {
      Throwable cause = failure.getCause();
      same("its cause", expected.cause(), cause == null ? null : cause.getClass());
    }
    same("open after it", expected.sequel() == Sequel.NEXT, observed.openAfterFailure());
    boolean interrupt =
        SmtpInterruptedException.class.equals(expected.failure())
            || SmtpInterruptedException.class.equals(expected.cause());
    same("the interrupt flag", interrupt, observed.interrupted());
    if (!complaints.isEmpty()) {
      complaints.addAll(observed.texts());
    }
  }

  private void judgeTime() {
    if (observed.overrunNanos() > LONGEST_OVERRUN_NANOS) {
      tooLate++;
      complaints.add("returned too late, by " + observed.overrunNanos() / 1_000_000 + " ms");
    }
  }

  private void judgeCommands(List<String> due) {
    begins("the commands", due, client.commands());
  }

  private void begins(String what, List<String> due, List<String> are) {
    boolean fit = due.size() == are.size();
    for (int i = 0; fit && i < due.size(); i++) {
      fit = are.get(i).startsWith(due.get(i));
    }
    if (!fit) {
      complaints.add(what + ": " + due + " expected, not " + are);
    }
  }

  private void judgeSecrecy() {
    List<String> texts = new ArrayList<>(observed.texts());
    texts.addAll(client.commands());
    texts.add(client.trace());
    for (String text : texts) {
      Secret.in(text)
          .ifPresent(secret -> {
            told++;
            complaints.add(secret + " appears in: " + text);
          });
    }
  }

  /**
   * Returns whether the machine was too slow for the time limit, and that is all that was wrong.
   *
   * @param reached whether the server came to its fault: otherwise a limit ended an earlier step
   */
  boolean isLate(boolean reached) {
    return reached ? tooLate > 0 && tooLate == complaints.size() : told == 0;
  }

  /** Judges what arrived at the server: the expected dialogue, and nothing after it. */
  void judge(ScriptedServer server, Cell cell, CellScript script) {
    try {
      server.assertCompleted();
    } catch (AssertionError e) {
      complaints.add(e.getMessage());
      return;
    }
    boolean readable = cell.fault() != Fault.NOT_READING && cell.point() != FaultPoint.HANDSHAKE;
    if (cell.point() == FaultPoint.BODY) {
      judgeBody(server, cell);
    } else if (readable && !cell.point().isChunk()) {
      begins("what arrived", script.sent(), server.received().lines());
    }
  }

  private void judgeBody(ScriptedServer server, Cell cell) {
    List<String> lines = server.received().lines();
    boolean ended = lines.contains(".");
    same("the end of the data", cell.fault() == Fault.STALL, ended);
  }
}
