package smtp.testkit;

import java.util.List;

/** Words for where a dialogue stands, with the script up to there. */
final class Report {
  private static final int LINES_OF_CONTEXT = 12;

  private Report() {}

  static String deviation(int connection, Dialogue dialogue, int step, String received) {
    return """
    connection %d left its dialogue at line %d
      due:      %s
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
      due:      %s
    %s\
    """
        .formatted(connection, line(dialogue, step), due(dialogue, step), script(dialogue, step));
  }

  static String missing(int connection, Dialogue dialogue) {
    return "connection %d did not come; its dialogue begins with\n  %s"
        .formatted(connection, dialogue.steps().getFirst());
  }

  static String unexpected(int connection, int dialogues) {
    return "connection %d came, but there is no dialogue for it: they are %d"
        .formatted(connection, dialogues);
  }

  private static String due(Dialogue dialogue, int step) {
    return dialogue.steps().get(step).toString().lines().findFirst().orElseThrow();
  }

  /** The number of a step's first line in the printed script. */
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
