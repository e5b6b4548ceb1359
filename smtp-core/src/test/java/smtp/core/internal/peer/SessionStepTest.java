package smtp.core.internal.peer;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smtp.core.internal.peer.SessionStep.Call;

class SessionStepTest {

  private static final Map<Call, String> METHODS =
      Map.of(
          Call.HELLO, "`ehlo` `helo` `lhlo`",
          Call.STARTTLS, "`startTls`",
          Call.AUTH, "`authenticate`",
          Call.MAIL, "`mail`",
          Call.RCPT, "`rcpt`",
          Call.DATA, "`data`",
          Call.RSET, "`rset`",
          Call.SEND, "`send` `sendAll`");

  @Test
  void tableOfTheDocumentationIsCurrent() throws Exception {
    String document = Files.readString(Path.of("../docs/session-states.md"));
    StringBuilder table = new StringBuilder("| call | greeted | ready | MAIL | RCPT |\n|");
    table.append("---|".repeat(1 + SessionStep.values().length)).append('\n');
    for (Call call : Call.values()) {
      StringJoiner row = new StringJoiner(" | ", "| ", " |\n").add(METHODS.get(call));
      for (SessionStep from : SessionStep.values()) {
        row.add(cell(from, call));
      }
      table.append(row);
    }
    assertTrue(document.contains(table), () -> "docs/session-states.md has not:\n" + table);
  }

  private static String cell(SessionStep from, Call call) {
    if (!from.allows(call)) {
      return "refused";
    }
    SessionStep next = from.after(call);
    String hello = from == SessionStep.GREETED && call.sendsHello() ? "hello first, " : "";
    return hello + (next == from ? "stays" : "→ " + name(next));
  }

  private static String name(SessionStep step) {
    String name = step.name();
    return step == SessionStep.MAIL || step == SessionStep.RCPT
        ? name
        : name.toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @EnumSource
  void disallowedCallHasNoNextState(Call call) {
    for (SessionStep from : SessionStep.values()) {
      if (!from.allows(call)) {
        assertThrows(IllegalStateException.class, () -> from.after(call));
      }
    }
  }
}
