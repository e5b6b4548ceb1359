package smtp.message.corpus;

import static smtp.message.corpus.Composite.HEADER;

import java.util.ArrayList;
import java.util.List;
import smtp.message.corpus.Sample.Forms;

/** What mail programs and gateways really send, and what breaks on the way. */
@SuppressWarnings("StringConcatToTextBlock") // Every line end is written out
final class WildSamples {

  private static final String MIXED = "Content-Type: multipart/mixed; boundary=b\r\n";
  private static final String EIGHT_BIT =
      "Content-Transfer-Encoding: 8bit\r\n\r\nGr\u00fc\u00dfe\r\n";
  private static final String DKIM =
      "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=From:To;\r\n bh=x; b=y\r\n";

  private final List<Sample> all = new ArrayList<>();

  private WildSamples() {}

  static List<Sample> all() {
    WildSamples samples = new WildSamples();
    samples.addHeaders();
    samples.addTypes();
    samples.addBoundaries();
    samples.addParts();
    samples.addSigned();
    samples.addMessages();
    return samples.all;
  }

  private void add(String name, Forms forms, String text) {
    all.add(new Sample(name, text, forms));
  }

  /** Adds a message whose 8-bit text can be encoded, in spite of all. */
  private void sent(String name, String text) {
    add(name, Forms.ALL, HEADER + text);
  }

  /** Adds a message that is not understood, so it is sent as it is or not at all. */
  private void kept(String name, String text) {
    add(name, Forms.ONLY_AS_IT_IS, HEADER + text);
  }

  private void addHeaders() {
    add("empty", Forms.ALL, "");
    add("only a header", Forms.ALL, HEADER);
    add("header without a last line end", Forms.ALL, HEADER + "X-Last: a");
    add("no header", Forms.ALL, "\r\nGreetings\r\n");
    add("no MIME-Version", Forms.ONLY_AS_IT_IS, "From: a@b\r\nTo: c@d\r\n\r\nGr\u00fc\u00dfe\r\n");
    add(
        "parts without MIME-Version",
        Forms.ONLY_AS_IT_IS,
        "From: a@b\r\nTo: c@d\r\n" + MIXED + "\r\n--b\r\n" + EIGHT_BIT + "--b--\r\n");
    kept("a line without a colon", "no field here\r\n" + EIGHT_BIT);
    kept("a line of an mbox file later", "X: y\r\n>From ann Tue Jun 3\r\n" + EIGHT_BIT);
    kept("a header line that is too long", "X-Long: " + "x".repeat(1500) + "\r\n" + EIGHT_BIT);
    sent("fields that are folded and empty", "X-A:\r\n \r\n\tb\r\nX-B:\r\n" + EIGHT_BIT);
    sent("capitals and blanks", "CONTENT-TYPE :TEXT/PLAIN;\tCHARSET=latin1 ;\r\n" + EIGHT_BIT);
  }

  private void addTypes() {
    kept("a type without a subtype", "Content-Type: text\r\n" + EIGHT_BIT);
    kept("two types", "Content-Type: text/plain\r\nContent-Type: text/html\r\n" + EIGHT_BIT);
    kept(
        "two encodings",
        "Content-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: 7bit\r\n\r\n\u00fc\r\n");
    kept("an encoding with a semicolon", "Content-Transfer-Encoding: 8bit;\r\n\r\n\u00fc\r\n");
    kept("an encoding that nobody knows", "Content-Transfer-Encoding: 8-bit\r\n\r\n\u00fc\r\n");
    kept("base64 that is not", "Content-Transfer-Encoding: base64\r\n\r\nQUJD\u00fc\r\n");
    sent("a type that is empty", "Content-Type:\r\n" + EIGHT_BIT);
    kept("a parameter without a value", "Content-Type: text/plain; charset\r\n" + EIGHT_BIT);
    kept(
        "a multipart in quoted-printable",
        MIXED
            + "Content-Transfer-Encoding: quoted-printable\r\n\r\n--b\r\n"
            + EIGHT_BIT
            + "--b--\r\n");
  }

  private void addBoundaries() {
    kept("a multipart without a boundary", "Content-Type: multipart/mixed\r\n" + EIGHT_BIT);
    kept("a boundary that never occurs", MIXED + EIGHT_BIT);
    kept("8-bit preamble", MIXED + "\r\n\u00fc\r\n--b\r\n\r\na\r\n--b--\r\n");
    kept("8-bit epilogue", MIXED + "\r\n--b\r\n\r\na\r\n--b--\r\n\u00fc\r\n");
    sent("no last boundary", MIXED + "\r\n--b\r\n" + EIGHT_BIT);
    sent("no last line end", MIXED + "\r\n--b\r\n" + EIGHT_BIT + "--b--");
    sent("blanks after a boundary", MIXED + "\r\n--b \t\r\n" + EIGHT_BIT + "--b--  \r\n");
    sent(
        "a boundary that begins like the other",
        "Content-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n"
            + MIXED
            + "\r\n--b\r\n"
            + EIGHT_BIT
            + "--b--\r\n--bb--\r\n");
    sent(
        "an inner multipart that does not end",
        "Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n"
            + MIXED
            + "\r\n--b\r\n"
            + EIGHT_BIT
            + "--outer\r\n"
            + EIGHT_BIT
            + "--outer--\r\n");
    sent("a quoted boundary", MIXED.replace("=b", "=\"b c?=\"") + "\r\n--b c?=\r\n" + EIGHT_BIT);
  }

  private void addParts() {
    sent("a part without a header", MIXED + "\r\n--b\r\n\r\n\u00fc\r\n--b--\r\n");
    sent("an empty part", MIXED + "\r\n--b\r\n\r\n--b\r\n" + EIGHT_BIT + "--b--\r\n");
    sent("no parts", MIXED + "\r\nnothing here\r\n");
    kept(
        "an 8-bit field in a part",
        MIXED + "\r\n--b\r\nContent-Description: \u00fc\r\n" + EIGHT_BIT + "--b--\r\n");
    sent(
        "boundaries in the text",
        MIXED + "\r\n--b\r\n" + EIGHT_BIT + "--bx\r\n --b\r\n-- b\r\n--b--\r\n");
    add("NUL in a header", Forms.ONLY_AS_IT_IS, HEADER + "X: a\0b\r\n\r\nbody\r\n");
    sent(
        "a report of an Exchange server",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
            + EIGHT_BIT
            + "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\n"
            + "Final-Recipient: rfc822; c@d\r\nAction: failed\r\n"
            + "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: Gr\u00fc\u00dfe\r\n--b--\r\n");
  }

  private void addSigned() {
    String signed = "Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n";
    String end = "--s\r\n\r\nsignature\r\n--s--\r\n";
    kept("8-bit text that is signed", signed + EIGHT_BIT + end);
    kept("8-bit text in a signed message", DKIM + EIGHT_BIT);
    sent("a signed message of ASCII", DKIM + "\r\nGreetings\r\n");
    kept(
        "a signed message in a list's digest",
        "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\n"
            + DKIM
            + HEADER
            + EIGHT_BIT
            + "--b--\r\n");
    sent(
        "a signed message of ASCII that was forwarded",
        MIXED
            + "\r\n--b\r\n"
            + EIGHT_BIT
            + "--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + DKIM
            + HEADER
            + "Content-Transfer-Encoding: 8bit\r\n\r\nGreetings\r\n--b--\r\n");
    sent(
        "a list's footer after a signed part that declares 7bit, and an odd header",
        MIXED
            + "\r\n--b\r\n"
            + signed
            + "content-type :  text/plain;charset=us-ascii\r\nCONTENT-transfer-ENCODING:  7bit\r\n"
            + "Content-Transfer-Note:\r\n folded \r\n\r\nHello \r\n\r\n"
            + end
            + "--b\r\n"
            + EIGHT_BIT
            + "--b--\r\n");
  }

  private void addMessages() {
    String nested = MIXED + "\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n";
    kept("a message without MIME-Version", nested + "From: a@b\r\n\r\n\u00fc\r\n--b--\r\n");
    sent("a line of an mbox file", nested + "From ann 3 Jun 2025 10:00\r\n" + HEADER + EIGHT_BIT);
    sent(
        "messages in messages",
        (nested + HEADER + "Content-Type: message/rfc822\r\n\r\n" + HEADER + EIGHT_BIT));
    sent(
        "a message in base64",
        MIXED
            + "\r\n--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + "RnJvbTogYUBiDQoNCg==\r\n--b\r\n"
            + EIGHT_BIT
            + "--b--\r\n");
    add("an mbox file", Forms.ALL, "From ann Tue Jun  3 10:00:00 2025\r\n" + HEADER + EIGHT_BIT);
    add("a blank after From", Forms.ALL, "From : a@b\r\nMIME-Version: 1.0\r\n" + EIGHT_BIT);
    add("Bcc", Forms.ALL, "Bcc: x@y\r\n" + HEADER + EIGHT_BIT);
  }
}
