package smtp.it.faults;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.core.SmtpClient;
import smtp.testkit.ScriptedServer;

/** Runs one cell with two pipelined messages. */
final class FlightTrial {
  private final FlightCell cell;
  private final Duration limit;
  private final List<Mail> mails = List.of(mail(), mail());
  private final Map<Mail, String> outcomes = new HashMap<>();
  private final Map<Mail, SmtpException> failures = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private boolean told;
  private boolean late;

  private FlightTrial(FlightCell cell, Duration limit) {
    this.cell = cell;
    this.limit = limit;
  }

  /**
   * The result of a trial.
   *
   * @param complaints what was not as expected
   * @param late whether a time limit ended a step before the server came to its fault
   */
  record Result(List<String> complaints, boolean late) {}

  /** Runs a cell with a time limit. */
  static Result run(FlightCell cell, Duration limit) throws SmtpException, InterruptedException {
    if (FlightModel.isByLedger(cell)) {
      return LedgerTrial.run(cell, limit);
    }
    var trial = new FlightTrial(cell, limit);
    trial.run();
    return new Result(trial.complaints, trial.late);
  }

  static Mail mail() {
    return Mail.of(
        Envelope.of("ann@example.org", "one@example.net", "two@example.net", "three@example.net"),
        Content.of(String.join("\r\n", CleanSession.CONTENT_LINES) + "\r\n"));
  }

  private void run() throws SmtpException {
    try (var server = ScriptedServer.start(FlightScript.of(cell, limit))) {
      try (SmtpSession session = client(server).connect()) {
        SmtpException thrown = send(session);
        judge(thrown, session.isOpen());
      }
      late = !complaints.isEmpty() && !told && !Trial.hasReachedFault(server);
      server.assertCompleted();
    } catch (AssertionError e) {
      complaints.add(e.getMessage());
    }
  }

  private SmtpClient client(ScriptedServer server) {
    return SmtpClient.builder(server.host(), server.port())
        .tls(TlsMode.NONE)
        .timeouts(Client.timeouts(cell.alone(), limit))
        .build();
  }

  private @Nullable SmtpException send(SmtpSession session) {
    try {
      session.sendAll(
          mails.iterator(),
          (mail, result, failure) -> {
            outcomes.put(mail, Observed.letters(result));
            if (failure != null) {
              failures.put(mail, failure);
            }
          });
      return null;
    } catch (SmtpException e) {
      return e;
    }
  }

  private void judge(@Nullable SmtpException thrown, boolean open) {
    Expected expected = FlightModel.ofItself(cell);
    boolean closed = expected.sequel() == Expected.Sequel.CLOSED;
    SmtpException failure = failures.get(mails.get(cell.mail() - 1));
    same("the failure", expected.failure(), failure == null ? null : failure.getClass());
    same("what is thrown", closed ? FlightModel.thrown(cell) : null, type(thrown));
    if (expected.cause() != null && failure != null) {
      same("its cause", expected.cause(), type(failure.getCause()));
    }
    same("open", !closed, open);
    // A message that was not taken from the iterator was not sent, and is not reported.
    same(
        "the recipients",
        FlightModel.outcomes(cell),
        mails.stream().map(mail -> outcomes.getOrDefault(mail, "nnn")).toList());
    failures.values().forEach(this::judgeSecrecy);
  }

  private static @Nullable Class<?> type(@Nullable Throwable thrown) {
    return Optional.ofNullable(thrown).map(Object::getClass).orElse(null);
  }

  private void same(String what, @Nullable Object due, @Nullable Object is) {
    if (!Objects.equals(due, is)) {
      complaints.add(what + ": " + due + " expected, not " + is);
    }
  }

  private void judgeSecrecy(SmtpException failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    Secret.in(text.toString())
        .ifPresent(secret -> {
          told = true;
          complaints.add(secret + " appears in " + text);
        });
  }
}
