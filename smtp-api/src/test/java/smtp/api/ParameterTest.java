package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Parameter.Late;
import smtp.api.Parameter.Notification;
import smtp.api.Parameter.Verb;

class ParameterTest {

  private static final Instant INSTANT = Instant.parse("2026-03-01T12:30:45.987Z");

  private static void assertMail(String expected, Extension extension, Parameter parameter) {
    assertParameter(expected, extension, Verb.MAIL, parameter);
  }

  private static void assertRcpt(String expected, Extension extension, Parameter parameter) {
    assertParameter(expected, extension, Verb.RCPT, parameter);
  }

  private static void assertParameter(
      String expected, Extension extension, Verb verb, Parameter parameter) {
    assertEquals(expected, parameter.toString());
    assertEquals(Optional.of(extension), parameter.extension());
    for (Verb each : Verb.values()) {
      assertEquals(each == verb, parameter.belongsTo(each), each + " " + expected);
    }
  }

  @Test
  void sizeOfRfc1870() {
    assertMail("SIZE=0", Extension.SIZE, Parameter.size(0));
    assertMail("SIZE=" + Long.MAX_VALUE, Extension.SIZE, Parameter.size(Long.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> Parameter.size(-1));
  }

  @Test
  void bodyOfRfc6152And3030() {
    assertMail("BODY=7BIT", Extension.EIGHTBITMIME, Parameter.body(Content.Encoding.SEVEN_BIT));
    assertMail("BODY=8BITMIME", Extension.EIGHTBITMIME, Parameter.body(Content.Encoding.EIGHT_BIT));
    assertMail("BODY=BINARYMIME", Extension.BINARYMIME, Parameter.body(Content.Encoding.BINARY));
  }

  @Test
  void keywordsAlone() {
    assertMail("SMTPUTF8", Extension.SMTPUTF8, Parameter.smtpUtf8());
    assertMail("REQUIRETLS", Extension.REQUIRETLS, Parameter.requireTls());
    assertEquals(Optional.empty(), Parameter.requireTls().value());
  }

  @Test
  void retOfRfc3461() {
    assertMail("RET=FULL", Extension.DSN, Parameter.retFull());
    assertMail("RET=HDRS", Extension.DSN, Parameter.retHeaders());
  }

  @Test
  void envidOfRfc3461IsXtext() {
    assertMail("ENVID=QQ314159", Extension.DSN, Parameter.envid("QQ314159"));
    assertMail("ENVID=a+20b+2Bc+3Dd~!", Extension.DSN, Parameter.envid("a b+c=d~!"));
    assertEquals("ENVID=" + "x".repeat(100), Parameter.envid("x".repeat(100)).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\rb", "a\nb", "a\0b", "a\tb", "a\u007fb", "ü", "\u560a", "\ud800"})
  void envidIsPrintableAscii(String id) {
    assertThrows(IllegalArgumentException.class, () -> Parameter.envid(id));
  }

  @Test
  void envidIsAtMostAHundredCharactersOfXtext() {
    assertThrows(IllegalArgumentException.class, () -> Parameter.envid("x".repeat(101)));
    assertThrows(IllegalArgumentException.class, () -> Parameter.envid("=".repeat(34)));
    assertEquals(105, Parameter.envid("=".repeat(33)).toString().length());
  }

  @Test
  void notifyOfRfc3461() {
    assertRcpt("NOTIFY=NEVER", Extension.DSN, Parameter.notifyNever());
    assertRcpt("NOTIFY=DELAY", Extension.DSN, Parameter.notifyOn(Notification.DELAY));
    assertRcpt(
        "NOTIFY=SUCCESS,FAILURE,DELAY",
        Extension.DSN,
        Parameter.notifyOn(
            Notification.SUCCESS, Notification.FAILURE, Notification.DELAY, Notification.SUCCESS));
    assertThrows(IllegalArgumentException.class, Parameter::notifyOn);
  }

  @Test
  void orcptOfRfc3461IsXtext() {
    assertRcpt(
        "ORCPT=rfc822;Bob@example.org",
        Extension.DSN,
        Parameter.orcpt(Mailbox.of("Bob@example.org")));
    assertRcpt(
        "ORCPT=rfc822;\"a+20b+2Bc\"@example.org",
        Extension.DSN,
        Parameter.orcpt(Mailbox.of("\"a b+c\"@example.org")));
  }

  @Test
  void orcptOfRfc6533IsAsciiToo() {
    assertRcpt(
        "ORCPT=utf-8;j\\x{FC}rgen\\x{2B}x@b\\x{FC}cher.example",
        Extension.DSN,
        Parameter.orcpt(Mailbox.of("jürgen+x@bücher.example")));
    assertRcpt(
        "ORCPT=utf-8;\\x{1F511}\\x{3D}\\x{4F8B}@example.org",
        Extension.DSN,
        Parameter.orcpt(Mailbox.of("🔑=例@example.org")));
    assertRcpt(
        "ORCPT=utf-8;\"\\x{5C}\\x{5C}\\x{20}\\x{FC}\"@example.org",
        Extension.DSN,
        Parameter.orcpt(Mailbox.of("\"\\\\ ü\"@example.org")));
  }

  @Test
  void orcptHasAMailboxAndALimit() {
    assertThrows(IllegalArgumentException.class, () -> Parameter.orcpt(Mailbox.NULL));
    Mailbox long7Bit = Mailbox.of("+".repeat(64) + "@" + "d.".repeat(90) + "e");
    assertTrue(Parameter.orcpt(long7Bit).toString().length() <= 506);
    Mailbox longUtf8 = Mailbox.of("ü".repeat(32) + "@" + "é.".repeat(60) + "e");
    assertThrows(IllegalArgumentException.class, () -> Parameter.orcpt(longUtf8));
  }

  @Test
  void mtPriorityOfRfc6710() {
    assertMail("MT-PRIORITY=-9", Extension.MT_PRIORITY, Parameter.mtPriority(-9));
    assertMail("MT-PRIORITY=0", Extension.MT_PRIORITY, Parameter.mtPriority(0));
    assertMail("MT-PRIORITY=9", Extension.MT_PRIORITY, Parameter.mtPriority(9));
    assertThrows(IllegalArgumentException.class, () -> Parameter.mtPriority(-10));
    assertThrows(IllegalArgumentException.class, () -> Parameter.mtPriority(10));
  }

  @Test
  void byOfRfc2852() {
    Duration time = Duration.ofMinutes(2);
    assertMail("BY=120;R", Extension.DELIVERBY, Parameter.deliverBy(time, Late.RETURN));
    assertMail("BY=120;RT", Extension.DELIVERBY, Parameter.deliverBy(time, Late.RETURN_AND_TRACE));
    assertMail("BY=120;N", Extension.DELIVERBY, Parameter.deliverBy(time, Late.NOTIFY));
    assertMail(
        "BY=999999999;NT",
        Extension.DELIVERBY,
        Parameter.deliverBy(Duration.ofSeconds(999_999_999), Late.NOTIFY_AND_TRACE));
  }

  @Test
  void futureReleaseOfRfc4865() {
    assertMail("HOLDFOR=86400", Extension.FUTURERELEASE, Parameter.holdFor(Duration.ofDays(1)));
    assertMail(
        "HOLDUNTIL=2026-03-01T12:30:45Z", Extension.FUTURERELEASE, Parameter.holdUntil(INSTANT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.999S", "PT-1S", "PT1000000000S", "PT2562047788015215H"})
  void timesAreOneToNineDigitsOfSeconds(String duration) {
    Duration time = Duration.parse(duration);
    assertThrows(IllegalArgumentException.class, () -> Parameter.holdFor(time));
    for (Late late : Late.values()) {
      assertThrows(IllegalArgumentException.class, () -> Parameter.deliverBy(time, late));
    }
  }

  @Test
  void rrvsOfRfc7293() {
    assertRcpt(
        "RRVS=2026-03-01T12:30:45Z", Extension.RRVS, Parameter.requireRecipientValidSince(INSTANT));
    assertEquals(
        "RRVS=2026-03-01T12:30:00Z",
        Parameter.requireRecipientValidSince(Instant.parse("2026-03-01T12:30:00Z")).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"})
  void datesHaveFourDigitsOfYear(String text) {
    Instant instant = Instant.parse(text);
    assertThrows(IllegalArgumentException.class, () -> Parameter.holdUntil(instant));
    assertThrows(
        IllegalArgumentException.class, () -> Parameter.requireRecipientValidSince(instant));
  }

  @Test
  void authOfRfc4954() {
    assertMail("AUTH=<>", Extension.AUTH, Parameter.auth(Mailbox.NULL));
    assertMail(
        "AUTH=e+3Dmc2@example.com",
        Extension.AUTH,
        Parameter.auth(Mailbox.of("e=mc2@example.com")));
  }

  @Test
  void parameterByKeywordFitsEitherCommandAndNeedsNoExtension() {
    for (Parameter free : new Parameter[] {Parameter.of("xFoo"), Parameter.of("X-Foo", "a;b<c>")}) {
      assertTrue(free.belongsTo(Verb.MAIL) && free.belongsTo(Verb.RCPT));
      assertEquals(Optional.empty(), free.extension());
    }
    assertEquals("XFOO", Parameter.of("xFoo").toString());
    assertEquals("X-FOO=a;b<c>", Parameter.of("X-Foo", "a;b<c>").toString());
    assertEquals(Optional.of("a;b<c>"), Parameter.of("X-Foo", "a;b<c>").value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-A", "A B", "A=B", "A\r\n", "A\n", "A\0", "Ä", "A_B", "A>", "\u560a", "ſize"})
  void keywordIsLettersDigitsAndHyphens(String keyword) {
    assertThrows(IllegalArgumentException.class, () -> Parameter.of(keyword));
    assertThrows(IllegalArgumentException.class, () -> Parameter.of(keyword, "v"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a=b",
        "a\r\nRCPT",
        "\r",
        "\n",
        "\0",
        "\t",
        "\u007f",
        "ü",
        "\u560d"
      })
  void valueIsPrintableAsciiWithoutBlankAndEqualsSign(String value) {
    assertThrows(IllegalArgumentException.class, () -> Parameter.of("X", value));
  }

  @Test
  void parametersAreEqualIfTheSameIsSent() {
    assertEquals(Parameter.of("size", "5"), Parameter.size(5));
    assertEquals(Parameter.of("size", "5").hashCode(), Parameter.size(5).hashCode());
    assertNotEquals(Parameter.of("X", "a"), Parameter.of("X", "A"));
    assertNotEquals(Parameter.of("X"), Parameter.of("X", "A"));
  }
}
