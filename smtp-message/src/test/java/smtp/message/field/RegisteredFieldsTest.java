package smtp.message.field;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.message.support.Refusals.assertRefused;

import jakarta.mail.internet.HeaderTokenizer;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.message.Message;
import smtp.message.MessageBuilder;
import smtp.message.internal.header.FieldText;
import smtp.message.support.Written;

/**
 * Each registered field is written in the syntax of its specification, whatever a caller gives: a
 * structured field is never written as text. Jakarta Mail reads what was written.
 */
class RegisteredFieldsTest {

  private static final String UNICODE = "Größe 日本";
  private static final List<String> PHRASES = List.of(UNICODE, "a, b", "c: \"d\"", "plain words");

  private static Stream<String> fields(String syntax) throws Exception {
    try (InputStream in = RegisteredFieldsTest.class.getResourceAsStream("registered.csv")) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.contains("," + syntax + ","))
          .map(line -> line.substring(0, line.indexOf(',')));
    }
  }

  static Stream<String> addresses() throws Exception {
    return fields("addresses");
  }

  static Stream<String> address() throws Exception {
    return fields("address");
  }

  static Stream<String> blind() throws Exception {
    return fields("blind");
  }

  static Stream<String> dates() throws Exception {
    return fields("date");
  }

  static Stream<String> identifiers() throws Exception {
    return fields("identifiers");
  }

  static Stream<String> phrases() throws Exception {
    return fields("phrases");
  }

  static Stream<String> lists() throws Exception {
    return fields("list");
  }

  static Stream<String> uris() throws Exception {
    return fields("uris");
  }

  static Stream<String> ascii() throws Exception {
    return fields("ascii");
  }

  static Stream<String> text() throws Exception {
    return fields("text");
  }

  private static MessageBuilder message(String name) {
    MessageBuilder builder = Message.builder().sender("s@x").from("f@x");
    return name.matches("From|Sender") ? builder.removeHeader(name) : builder;
  }

  private static Written built(String name, String value) {
    MessageBuilder builder = message(name).header(name, value);
    Written written =
        Written.of(
            (name.equals("Resent-From") ? builder.header("Resent-Sender", "s@x") : builder)
                .build());
    assertTrue(FieldText.isAscii(written.header()), written.header());
    written.headerLines().forEach(line -> assertTrue(line.length() <= 998, line));
    return written;
  }

  private static String written(String name, String value) {
    return built(name, value).field(name);
  }

  private static List<String> read(String addresses) throws Exception {
    return Stream.of(InternetAddress.parseHeader(addresses, true))
        .map(address -> address.getPersonal() + " " + address.getAddress())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void listOfAddressesIsReadAsItWasGiven(String name) throws Exception {
    String given = "\"Größe, 日本\" <ann@bücher.example>, \"a, b\" <b@x>, c@x";
    assertEquals(
        List.of("Größe, 日本 ann@xn--bcher-kva.example", "a, b b@x", "null c@x"),
        read(written(name, given)));
    assertRefused("address", () -> message(name).header(name, "\"Größe <a@x>"));
  }

  @ParameterizedTest
  @MethodSource("address")
  void singleAddressIsReadAsItWasGiven(String name) throws Exception {
    assertEquals(List.of("Größe, b a@x"), read(written(name, "\"Größe, b\" <a@x>")));
    assertRefused("address", () -> message(name).header(name, "a@x, b@x"));
  }

  @ParameterizedTest
  @MethodSource("blind")
  void blindRecipientsAreNeverWritten(String name) {
    assertFalse(built(name, "\"Größe, b\" <a@x>").hasField(name));
  }

  @ParameterizedTest
  @MethodSource("dates")
  void dateIsWrittenWithoutItsComment(String name) {
    assertEquals(
        "Tue, 3 Jun 2025 11:05:30 +0200",
        written(name, "Tue,  3 Jun 2025 11:05:30 +0200 (Größe (CEST))"));
    assertRefused(name, () -> message(name).header(name, UNICODE));
  }

  @ParameterizedTest
  @MethodSource("identifiers")
  void identifierIsWrittenWithoutThePhrasesAroundIt(String name) {
    assertEquals("<1@x>", written(name, "Your message, \"Größe <no>\" of (a <b>) Tuesday <1@x>"));
    assertEquals("<1@x>", written(name, "1@x"));
    assertRefused(name, () -> message(name).header(name, "<größe@x>"));
    assertRefused(name, () -> message(name).header(name, "<1@x"));
    assertRefused(name, () -> message(name).header(name, ""));
  }

  @ParameterizedTest
  @MethodSource("phrases")
  void phrasesAreReadAsTheyWereGiven(String name) throws Exception {
    String given = UNICODE + ", \"a, b\", \"c: \\\"d\\\"\", plain words";
    HeaderTokenizer tokens = new HeaderTokenizer(written(name, given), HeaderTokenizer.RFC822);
    List<String> read = new ArrayList<>(List.of(""));
    for (HeaderTokenizer.Token token = tokens.next();
        token.getType() != HeaderTokenizer.Token.EOF;
        token = tokens.next()) {
      String word = token.getValue();
      if (token.getType() == ',') {
        read.add("");
      } else {
        String before = read.removeLast();
        read.add(before + (before.isEmpty() ? "" : " ") + MimeUtility.decodeText(word));
      }
    }
    assertEquals(PHRASES, read);
  }

  @ParameterizedTest
  @MethodSource("lists")
  void identifierOfAListStaysBesideItsDescription(String name) throws Exception {
    String written = written(name, UNICODE + " <friends.example.org>");
    assertTrue(written.endsWith(" <friends.example.org>"), written);
    assertEquals(UNICODE, MimeUtility.decodeText(written.substring(0, written.indexOf(" <"))));
    assertEquals("<friends.example.org>", written(name, "<friends.example.org>"));
    assertRefused(name, () -> message(name).header(name, "friends"));
  }

  @ParameterizedTest
  @MethodSource("uris")
  void uriIsWrittenInAsciiAndNeverEncodedAsAWord(String name) {
    assertEquals(
        "<https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?q=1>, <mailto:a@xn--bcher-kva.example>",
        written(
            name, "(web) <https://bücher.example/größe?q=1>,\t<mailto:a@bücher.example> (post)"));
    String url = "https://example.org/" + "x".repeat(500);
    assertEquals("<" + url + ">", written(name, url));
    assertRefused(name, () -> message(name).header(name, "/leave"));
    assertRefused(name, () -> message(name).header(name, "<https://x> and <https://y>"));
    assertRefused(
        name, () -> message(name).header(name, "<https://example.org/" + "x".repeat(900)));
    assertRefused(name, () -> message(name).header(name, "<https://straße.example/>"));
  }

  @ParameterizedTest
  @MethodSource("ascii")
  void structuredAsciiIsWrittenAsItIsOrRefused(String name) {
    String value = "by a.example (x \"=?y?=\") with  \"a  b\"; c=" + "d".repeat(300) + " e";
    assertEquals(value, written(name, value));
    assertRefused(name, () -> message(name).header(name, UNICODE));
    assertRefused(name, () -> message(name).header(name, ""));
    assertRefused(name, () -> message(name).header(name, "x".repeat(900)));
  }

  @ParameterizedTest
  @MethodSource("text")
  void textMayHoldAnything(String name) throws Exception {
    String value = UNICODE + ", \"unclosed <a> (b";
    assertEquals(value, MimeUtility.decodeText(written(name, value)));
  }
}
