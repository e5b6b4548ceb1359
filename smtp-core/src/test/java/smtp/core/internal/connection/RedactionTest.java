package smtp.core.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Reply;
import smtp.api.SmtpProtocolException;

/** Which text of a server is shown while secrets are exchanged, and afterwards. */
class RedactionTest {

  private static final String NAME = "alice@example.org";
  private static final String PASSWORD = "correct-Horse7battery";
  private static final String PLAIN = "\0" + NAME + "\0" + PASSWORD;

  private static Redaction knowing(String... responses) {
    Redaction redaction = new Redaction();
    redaction.begin(List.of(NAME, "mail.example.org", "auth=Bearer "));
    for (String response : responses) {
      redaction.add(response.getBytes(UTF_8));
    }
    return redaction;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static void assertHidden(String reply) {
    String shown = knowing(PLAIN).scrub(reply);
    assertTrue(shown.contains(Redaction.MARK), shown);
    String lower = shown.toLowerCase(Locale.ROOT);
    for (int i = 0; i + 8 <= PASSWORD.length(); i++) {
      String part = PASSWORD.substring(i, i + 8).toLowerCase(Locale.ROOT);
      assertFalse(lower.contains(part), shown);
    }
  }

  // --- attempts to get around it

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not correct-Horse7battery",
        "NOT CORRECT-HORSE7BATTERY",
        "not (correct-Horse7battery)!",
        "not ...Horse7battery",
        "not correct-Hors...",
        "<correct-horse7battery",
        "pass=correct-Horse7battery&user=alice",
      })
  void plaintextIsRedacted(String reply) {
    assertHidden(reply);
  }

  @Test
  void partOfASecretIsRedactedInAnyCase() {
    String sent = base64(PLAIN);
    for (String repeated :
        List.of(sent, sent.substring(20), sent.substring(0, 30), sent.toUpperCase(Locale.ROOT))) {
      String shown = knowing(PLAIN).scrub("unknown command AUTH PLAIN " + repeated + " here");
      assertEquals("unknown command AUTH PLAIN *** here", shown);
    }
  }

  /** A field in base64 looks different depending on the number of bytes before it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xy", "xyz", "user:"})
  void reencodedSecretIsRedacted(String before) {
    String shown = knowing(PLAIN).scrub("said " + base64(before + PASSWORD + "\n") + " here");
    assertTrue(shown.contains(Redaction.MARK), shown);
    for (int skipped = 0; skipped < 3; skipped++) {
      String inner = base64(PASSWORD.substring(skipped, skipped + 18));
      for (int i = 0; i + 8 <= inner.length(); i++) {
        assertFalse(shown.contains(inner.substring(i, i + 8)), shown);
      }
    }
  }

  @Test
  void shortSecretIsRedactedWhole() {
    Redaction redaction = knowing("\0" + NAME + "\0k3y!");
    assertEquals("no *** here", redaction.scrub("no k3y! here"));
    assertEquals("no *** here", redaction.scrub("no " + base64("k3y!") + " here"));
  }

  @ParameterizedTest
  @CsvSource({
    "k3y!,                 ***",
    "k3y! is not k3y!,     *** is not ***",
    "not (k3y!,            not (***",
    "'k3y!, k3y! or k3y!', *** *** or ***"
  })
  void shortSecretIsRedactedAnywhere(String reply, String shown) {
    assertEquals(shown, knowing("\0" + NAME + "\0k3y!").scrub(reply));
  }

  /** Each mechanism has its own way to put a secret after other text. */
  @ParameterizedTest
  @ValueSource(strings = {"\0", "\1", "\t", "\r", "\n"})
  void fieldsOfAResponseAreSeparateSecrets(String separator) {
    Redaction redaction = knowing(NAME + separator + "k3y!" + separator);
    assertEquals("no *** here", redaction.scrub("no k3y! here"));
  }

  @Test
  void eightBytesAloneAreRedacted() {
    assertEquals(Redaction.MARK, knowing(PLAIN).scrub("7battery"));
    assertEquals("7batter", knowing(PLAIN).scrub("7batter"));
  }

  @ParameterizedTest
  @CsvSource({"AAAAAAAA, aaaaaaaa", "zzzzzzzz, ZZZZZZZZ", "@@@@@@@@, @@@@@@@@"})
  void caseIsIgnored(String secret, String repeated) {
    assertEquals("no ***", knowing(NAME + "\0" + secret).scrub("no " + repeated));
  }

  @Test
  void forgottenSecretIsNotSearched() {
    Redaction redaction = knowing(PLAIN);
    redaction.forget();
    assertEquals(PASSWORD, redaction.scrub(PASSWORD));
  }

  @Test
  void nonAsciiSecretIsRedacted() {
    Redaction redaction = knowing("\0" + NAME + "\0пароль-пароль");
    assertFalse(redaction.scrub("no пароль-пароль").contains("парол"));
    var quoted =
        new SmtpProtocolException(
            "Not a reply: \"\\xd0\\xb0\\xd1\\x80\\xd0\\xbe\\xd0\\xbb\\xd1\\x8c\"");
    assertEquals("Not a reply: ***", redaction.scrub(quoted).getMessage());
  }

  /** A quote of the parser escapes quotation marks, backslashes and bytes. */
  @ParameterizedTest
  @CsvSource({
    "'pa\"ss\"wo\"rd\"1', 'pa\\\"ss\\\"wo\\\"rd\\\"1'",
    "'a\\b\\c\\d\\e\\f', 'a\\\\b\\\\c\\\\d\\\\e\\\\f'",
    "'päßwörtchen',       'p\\xc3\\xa4\\xc3\\x9fw\\xc3\\xb6rt'",
  })
  void secretInAQuoteOfBytesIsRedacted(String secret, String quoted) {
    var failure = new SmtpProtocolException("Not a reply: \"x " + quoted + "\"");
    assertEquals("Not a reply: ***", knowing(NAME + "\0" + secret).scrub(failure).getMessage());
    var other = new SmtpProtocolException("Not a reply: \"\\x80 what\"");
    assertSame(other, knowing(NAME + "\0" + secret).scrub(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "0x%s", "<%s>", "said%s"})
  void hexadecimalCopyIsRedacted(String around) {
    String hex = HexFormat.of().formatHex(PASSWORD.getBytes(UTF_8));
    for (String copy : List.of(hex, hex.toUpperCase(Locale.ROOT), hex.substring(6, 14))) {
      String shown = knowing(PLAIN).scrub("no " + around.formatted(copy) + " here");
      assertTrue(shown.startsWith("no ") && shown.endsWith("*** here"), shown);
      assertFalse(shown.contains(copy), shown);
    }
  }

  // --- after the exchange

  /** The quick search after the exchange finds what the thorough one during it does. */
  @Property(tries = 1000)
  void secretIsRedactedAfterTheExchangeAsDuringIt(
      @ForAll @AlphaChars @StringLength(min = 4, max = 40) String secret,
      @ForAll @IntRange(max = 6) int form,
      @ForAll @IntRange(max = 20) int cut) {
    String copy =
        switch (form) {
          case 0 -> secret;
          case 1 -> base64(secret);
          case 2 -> base64("x" + secret + "y");
          case 3 -> HexFormat.of().formatHex(secret.getBytes(UTF_8));
          case 4 -> secret.toUpperCase(Locale.ROOT);
          case 5 -> "ü" + secret;
          default -> "no such user";
        };
    Reply reply = Reply.of(550, "5.1.1 " + copy.substring(Math.min(cut, copy.length())), "end");
    Redaction redaction = knowing("\0" + NAME + "\0" + secret);
    Reply during = redaction.scrub(reply);
    redaction.end();
    assertEquals(during, redaction.scrub(reply));
  }

  /** Nobody can use less of a token. */
  @Test
  void fifteenBytesOfALongSecretAreRedactedAfterTheExchange() {
    Random random = new Random(7);
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      token.append((char) ('a' + random.nextInt(26)));
    }
    Redaction redaction = knowing("user=" + NAME + "\1auth=Bearer " + token + "\1\1");
    redaction.end();
    for (int i = 1; i + 15 <= token.length(); i++) {
      Reply reply = Reply.of(550, "no " + token.substring(i, i + 15));
      assertEquals(Reply.of(550, "no ***"), redaction.scrub(reply));
    }
  }

  @Test
  void challengeIsAReplyLikeAnyOtherAfterTheExchange() {
    Redaction redaction = knowing(PLAIN);
    redaction.end();
    assertEquals(Reply.of(334, "***"), redaction.scrub(Reply.of(334, base64(PLAIN))));
    assertEquals(Reply.of(334, "go on"), redaction.shown(Reply.of(334, "go on")));
  }

  @Test
  void secretsOfAllExchangesAreHidden() {
    Redaction redaction = knowing("first-secret");
    redaction.end();
    redaction.begin(List.of("berta"));
    redaction.add("\0berta\0second-secret".getBytes(UTF_8));
    redaction.end();
    assertEquals(
        Reply.of(550, "berta: *** ***"),
        redaction.scrub(Reply.of(550, "berta: first-secret second-secret")));
  }

  @Property(tries = 500)
  void anyPartOfEightBytesIsRedacted(
      @ForAll @AlphaChars @StringLength(min = 8, max = 40) String secret,
      @ForAll @IntRange(max = 40) int start,
      @ForAll @IntRange(min = 8, max = 40) int length) {
    int from = Math.min(start, secret.length() - 8);
    int to = Math.min(secret.length(), from + length);
    String part = secret.substring(from, to);
    String shown = knowing("\0" + NAME + "\0" + secret).scrub("5.7.8 [" + part + "] is wrong");
    assertEquals("5.7.8 [*** is wrong", shown);
  }

  // --- text that is kept

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5.7.8 Error: authentication failed: UGFzc3dvcmQ6",
        "5.7.8 alice@example.org is not known here",
        "5.7.8 mail.example.org says: Username and Password not accepted. For more information",
        "5.7.139 Authentication unsuccessful, the user credentials were incorrect.",
        "5.7.0 correct your password",
        "",
      })
  void ordinaryWordsAreKept(String reply) {
    assertEquals(reply, knowing(PLAIN).scrub(reply));
    String bearer = "n,a=" + NAME + ",\1host=mail.example.org\1auth=Bearer ya29.abcdefgh\1\1";
    assertEquals(reply, knowing(bearer).scrub(reply));
    assertEquals(reply, knowing(NAME, PASSWORD).scrub(reply));
  }

  /** Shorter than the shortest text that reveals a secret. */
  @Test
  void shortNameIsKept() {
    Redaction redaction = new Redaction();
    redaction.begin(List.of("alice"));
    redaction.add(("\0alice\0" + PASSWORD).getBytes(UTF_8));
    assertEquals("alice is locked, not ***", redaction.scrub("alice is locked, not " + PASSWORD));
  }

  @Test
  void replyWithoutASecretIsTheSameInstance() {
    Reply reply = Reply.of(535, List.of("5.7.8 no", "5.7.8 not at all"));
    assertSame(reply, knowing(PLAIN).scrub(reply));
    Reply challenge = Reply.of(334, base64(PLAIN));
    assertSame(challenge, knowing(PLAIN).scrub(challenge));
    assertEquals(List.of(Redaction.MARK), knowing(PLAIN).shown(challenge).lines());
  }

  @Test
  void forgottenSecretIsNotRedacted() {
    Redaction redaction = knowing(PLAIN);
    redaction.forget();
    assertEquals(PASSWORD, redaction.scrub(PASSWORD));
  }

  /** A hostile server may send as much as a reply can hold. */
  @Test
  void longSecretIsFoundInALongReply() {
    Random random = new Random(7);
    byte[] token = new byte[9_000];
    for (int i = 0; i < token.length; i++) {
      token[i] = (byte) ('!' + random.nextInt(90));
    }
    Redaction redaction = knowing();
    redaction.add(token);
    String text = new String(token, UTF_8);
    assertFalse(redaction.scrub("x ".repeat(3_000) + text).contains(text.substring(0, 8)));
    assertEquals("x ".repeat(4_000), redaction.scrub("x ".repeat(4_000)));
  }
}
