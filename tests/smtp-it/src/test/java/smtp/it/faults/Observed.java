package smtp.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import smtp.api.RecipientResult;
import smtp.api.SendResult;

/** How a client has handled a fault. */
final class Observed {
  private @Nullable Operation failing;
  private @Nullable Throwable failure;
  private boolean openAfterFailure;
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

  boolean openAfterFailure() {
    return openAfterFailure;
  }

  boolean interrupted() {
    return interrupted;
  }

  String outcomes() {
    return outcomes;
  }

  /** Returns how long after the time limit, the deadline or the interrupt the client returned. */
  long overrunNanos() {
    return overrunNanos;
  }

  /** Returns all texts that the caller and the listeners received. */
  List<String> texts() {
    return texts;
  }

  /** Returns what else went wrong. */
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
    openAfterFailure = open;
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
