package smtp.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import smtp.testkit.ScriptedServer;

/**
 * The server's own record of two pipelined messages, as the marks of its script: the oracle where
 * the model cannot say how much the client has read.
 *
 * @param committed whether the server has taken responsibility for each message, whether or not its
 *     reply arrived
 */
record FlightLedger(List<Boolean> committed) {

  /** Returns the step of a script at which the server commits a message. */
  static String commit(int mail) {
    return "MARK " + mark(mail) + "\n";
  }

  private static String mark(int mail) {
    return "committed-" + mail;
  }

  /** Reads the record of a server that was closed, so that it does nothing more. */
  static FlightLedger of(ScriptedServer closed) {
    return new FlightLedger(Stream.of(1, 2).map(mail -> has(closed, mark(mail))).toList());
  }

  private static boolean has(ScriptedServer closed, String mark) {
    try {
      closed.awaitMark(mark);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  /**
   * Returns where what the client was told contradicts the record.
   *
   * @param outcomes the letters of the recipients of each message
   */
  List<String> contradictions(List<String> outcomes) {
    List<String> all = new ArrayList<>();
    for (int mail = 0; mail < outcomes.size(); mail++) {
      // Unknown contradicts nothing.
      String wrong = committed.get(mail) ? ".*[rn].*" : ".*a.*";
      if (outcomes.get(mail).matches(wrong)) {
        all.add(
            "message %d is told as %s, and the server says committed: %s"
                .formatted(mail + 1, outcomes.get(mail), committed.get(mail)));
      }
    }
    return all;
  }
}
