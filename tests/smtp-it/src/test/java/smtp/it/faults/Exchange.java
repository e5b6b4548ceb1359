package smtp.it.faults;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the client sends, and what it should be answered.
 *
 * @param step which step of the matrix the answer is, if it is one
 * @param operation in what it is
 * @param shown the command as a listener sees it, or its beginning; {@code null} if there is none
 * @param client how a script expects it
 * @param sent the lines that the client sends, or their beginnings
 * @param right the lines of the right answer
 */
record Exchange(
    @Nullable Step step,
    Operation operation,
    @Nullable String shown,
    List<String> client,
    List<String> sent,
    List<String> right) {

  static Exchange of(Step step, String command, String... right) {
    return of(step, step.operation(), command, right);
  }

  static Exchange of(@Nullable Step step, Operation operation, String command, String... right) {
    return new Exchange(
        step, operation, command, List.of("C: " + command + "*"), List.of(command), List.of(right));
  }

  /** An answer without a command of its own. */
  static Exchange answer(@Nullable Step step, Operation operation, String... right) {
    return new Exchange(step, operation, null, List.of(), List.of(), List.of(right));
  }

  /** A line of the client's that listeners do not see. */
  static Exchange secret(@Nullable Step step, String line, String... right) {
    return new Exchange(
        step,
        Operation.CONNECT,
        "***",
        List.of("C: " + line.replace("*", "\\*")),
        List.of(line),
        List.of(right));
  }

  /** Whether it is one of several replies to the end of the data. */
  boolean isFurtherReply() {
    return operation == Operation.SEND && client.isEmpty();
  }
}
