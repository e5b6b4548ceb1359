package smtp.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import smtp.api.RecipientResult;
import smtp.api.SendResult;

/** What a client made of a fault. */
final class Observed {
  private @Nullable Operation failing;
  private @Nullable Throwable failure;
  private boolean openBehindFailure;
  private boolean interrupted;
  private String outcomes = "";
  private long overrunNanos;
  private final List<String> texts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  @Nullable Operation failing() {
    return failing;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  boolean openBehindFailure() {
    return openBehindFailure;
  }

  boolean interrupted() {
    return interrupted;
  }

  String outcomes() {
    return outcomes;
  }

  /** How long after the time limit, the deadline or the interrupt the client came back. */
  long overrunNanos() {
    return overrunNanos;
  }

  /** All that was said to the caller and to those who listen. */
  List<String> texts() {
    return texts;
  }

  /** What went wrong beside. */
  List<String> complaints() {
    return complaints;
  }

  void failed(Operation operation, Throwable thrown, boolean open, boolean wasInterrupted) {
    if (failure != null) {
      complaints.add("a second failure, at " + operation + ": " + thrown);
      return;
    }
    failing = operation;
    failure = thrown;
    openBehindFailure = open;
    interrupted = wasInterrupted;
  }

  void overran(long nanos) {
    overrunNanos = nanos;
  }

  void sent(SendResult result) {
    texts.add(result.toString());
    outcomes = letters(result);
  }

  static String letters(SendResult result) {
    return result.recipients().stream().map(Observed::letter).collect(Collectors.joining());
  }

  private static String letter(RecipientResult result) {
    return switch (result) {
      case RecipientResult.Accepted accepted -> "a";
      case RecipientResult.Refused refused -> "r";
      case RecipientResult.Unknown unknown -> "u";
      case RecipientResult.NotSent notSent -> "n";
    };
  }
}
