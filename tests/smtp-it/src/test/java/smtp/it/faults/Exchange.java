package smtp.it.faults;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the client sends, and the correct reply to it.
 *
 * @param point the point of the matrix at which the reply is due, if it is one
 * @param operation the operation to which it belongs
 * @param shown the command as a listener sees it, or its beginning; {@code null}: no command
 * @param client the client's lines in a script
 * @param sent the lines that the client sends, or their beginnings
 * @param right the lines of the correct reply
 */
record Exchange(
    @Nullable FaultPoint point,
    Operation operation,
    @Nullable String shown,
    List<String> client,
    List<String> sent,
    List<String> right) {

  static Exchange of(FaultPoint point, String command, String... right) {
    return of(point, point.operation(), command, right);
  }

  static Exchange of(
      @Nullable FaultPoint point, Operation operation, String command, String... right) {
    return new Exchange(
        point,
        operation,
        command,
        List.of("C: " + command + "*"),
        List.of(command),
        List.of(right));
  }

  /** Creates a reply without a command. */
  static Exchange answer(@Nullable FaultPoint point, Operation operation, String... right) {
    return new Exchange(point, operation, null, List.of(), List.of(), List.of(right));
  }

  /** Creates an exchange whose client line listeners do not see. */
  static Exchange secret(@Nullable FaultPoint point, String line, String... right) {
    return new Exchange(
        point,
        Operation.CONNECT,
        "***",
        List.of("C: " + line.replace("*", "\\*")),
        List.of(line),
        List.of(right));
  }

  /** Returns whether it is a further reply to the end of the data. */
  boolean isFurtherReply() {
    return operation == Operation.SEND && client.isEmpty();
  }
}
