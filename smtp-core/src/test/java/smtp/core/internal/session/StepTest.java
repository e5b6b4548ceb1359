package smtp.core.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import smtp.core.internal.session.Step.Call;

class StepTest {

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
  void documentationHasTheTable() throws Exception {
    String document = Files.readString(Path.of("../docs/session-states.md"));
    StringBuilder table = new StringBuilder("| call | greeted | ready | MAIL | RCPT |\n|");
    table.append("---|".repeat(1 + Step.values().length)).append('\n');
    for (Call call : Call.values()) {
      StringJoiner row = new StringJoiner(" | ", "| ", " |\n").add(METHODS.get(call));
      for (Step from : Step.values()) {
        row.add(cell(from, call));
      }
      table.append(row);
    }
    assertTrue(document.contains(table), () -> "docs/session-states.md has not:\n" + table);
  }

  private static String cell(Step from, Call call) {
    if (!from.allows(call)) {
      return "refused";
    }
    Step next = from.after(call);
    String hello = from == Step.GREETED && call.saysHello() ? "hello first, " : "";
    return hello + (next == from ? "stays" : "→ " + name(next));
  }

  private static String name(Step step) {
    String name = step.name();
    return step == Step.MAIL || step == Step.RCPT ? name : name.toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatIsNotAllowedLeadsNowhere(Call call) {
    for (Step from : Step.values()) {
      if (!from.allows(call)) {
        assertThrows(IllegalStateException.class, () -> from.after(call));
      }
    }
  }

  @Test
  void callsAreFoundByTheirVerbs() {
    assertEquals(Call.HELLO, Call.of("LHLO"));
    assertEquals(Call.SEND, Call.of("send"));
    assertThrows(RuntimeException.class, () -> Call.of("NOOP"));
  }
}
