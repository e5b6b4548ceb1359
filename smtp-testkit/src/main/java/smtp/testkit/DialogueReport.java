package smtp.testkit;

import java.util.List;

/** Describes the step that a dialogue has reached, with the script up to there. */
final class DialogueReport {
  private static final int LINES_OF_CONTEXT = 12;

  private DialogueReport() {}

  static String deviation(int connection, Dialogue dialogue, int step, String received) {
    return """
    connection %d deviated from its dialogue at line %d
      expected: %s
      received: %s
    %s\
    """
        .formatted(
            connection,
            line(dialogue, step),
            due(dialogue, step),
            received,
            script(dialogue, step));
  }

  static String unfinished(int connection, Dialogue dialogue, int step) {
    return """
    connection %d is still at line %d
      expected: %s
    %s\
    """
        .formatted(connection, line(dialogue, step), due(dialogue, step), script(dialogue, step));
  }

  static String missing(int connection, Dialogue dialogue) {
    return "connection %d was not opened; its dialogue begins with\n  %s"
        .formatted(connection, dialogue.steps().getFirst());
  }

  static String unexpected(int connection, int dialogues) {
    return "connection %d was opened, but there is no dialogue for it (number of dialogues: %d)"
        .formatted(connection, dialogues);
  }

  private static String due(Dialogue dialogue, int step) {
    return dialogue.steps().get(step).toString().lines().findFirst().orElseThrow();
  }

  /** Returns the number of a step's first line in the printed script. */
  private static int line(Dialogue dialogue, int step) {
    return lines(dialogue, step).size() + 1;
  }

  private static List<String> lines(Dialogue dialogue, int steps) {
    return dialogue.steps().stream().limit(steps).flatMap(s -> s.toString().lines()).toList();
  }

  private static String script(Dialogue dialogue, int step) {
    List<String> before = lines(dialogue, step);
    var script = new StringBuilder("script:\n");
    int skipped = Math.max(before.size() - LINES_OF_CONTEXT, 0);
    if (skipped > 0) {
      script.append("      ...\n");
    }
    before.stream()
        .skip(skipped)
        .forEach(line -> script.append("      ").append(line).append('\n'));
    return script.append("  --> ").append(due(dialogue, step)).toString();
  }
}
