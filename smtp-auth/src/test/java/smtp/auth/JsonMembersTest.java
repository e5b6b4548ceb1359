package smtp.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {

  @Test
  void stringsNumbersAndLiteralsAreRead() {
    assertEquals(
        Map.of("a", "x", "b", "-1.5e+3", "c", "true", "d", "null", "", "empty"),
        JsonMembers.of(
            " { \"a\" : \"x\" ,\r\n\t\"b\":-1.5e+3,\"c\":true,\"d\":null,\"\":\"empty\"}"));
  }

  @Test
  void nestedValuesAreSkipped() {
    assertEquals(
        Map.of("a", "1", "z", "2"),
        JsonMembers.of(
            "{\"a\":\"1\",\"b\":{\"a\":[\"}\",{},[]],\"c\":\"\\\"]}\"},\"d\":[[]],\"z\":\"2\"}"));
  }

  @Test
  void escapesAreRead() {
    assertEquals(
        Map.of("a\"", "\\/ é 🔑 "),
        JsonMembers.of("{\"a\\\"\":\"\\\\\\/\\u0020\\u00E9\\n\\ud83d\\udd11\\t\"}"));
  }

  @Test
  void firstMemberOfANameCounts() {
    assertEquals(Map.of("a", "1"), JsonMembers.of("{\"a\":\"1\",\"a\":\"2\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":\"",
        "{\"a\":\"x\"",
        "{\"a\":\"x\",",
        "{}",
        "{,}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\",
        "{a:1}",
        "{xa\":1}",
        "{\"a\";1}",
        "{\"a\":1",
        "{\"a\":}",
        "{\"a\":1 \"b\":2}",
        "[\"a\"]",
        "\"a\"",
        "{\"a\":[}",
        "{\"a\":[[]",
        "{\"a\":'x'}",
        "x",
      })
  void anythingButAnObjectHasNoMembers(String text) {
    assertEquals(Map.of(), JsonMembers.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":", "[", "{", "\"", "\\", "{\"a\":[", "{\"a\":\"\\\\", " ", "{\"a\":1,"})
  void hugeNonsenseIsReadWithoutDeepRecursion(String part) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> JsonMembers.of("{\"a\":" + part.repeat(1_000_000 / part.length())));
  }
}
