package smtp.jakarta;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.NewsAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** What programs do, and what servers answer. */
final class Cases {

  private static final String[] THREE = {"a@example.net", "b@example.net", "c@example.net"};
  private static final String B = "RCPT TO:<b@example.net>";

  private final List<Case> all = new ArrayList<>();

  private Cases() {}

  static List<Case> all() {
    Cases cases = new Cases();
    cases.refusals();
    cases.losses();
    cases.messages();
    cases.addresses();
    cases.options();
    cases.logins();
    return cases.all;
  }

  private Case add(String name) {
    Case one = Case.of(name);
    all.add(one);
    return one;
  }

  private void refusals() {
    for (int code : new int[] {421, 450, 451, 452, 501, 503, 550, 551, 552, 553, 554}) {
      add("MAIL " + code).rule("MAIL", code + " no");
      for (boolean partial : new boolean[] {false, true}) {
        add("one RCPT " + code + (partial ? ", partial" : ""))
            .to(THREE)
            .rule(B, code + " no")
            .property("sendpartial", String.valueOf(partial));
        add("every RCPT " + code + (partial ? ", partial" : ""))
            .to(THREE)
            .rule("RCPT", code + " no")
            .property("sendpartial", partial);
      }
    }
    for (int code : new int[] {421, 451, 452, 552, 554}) {
      add("DATA " + code).rule("DATA", code + " no");
      add("content " + code).rule("END", code + " no");
      add("content " + code + " after one RCPT, partial")
          .to(THREE)
          .rule(B, "550 no")
          .rule("END", code + " no")
          .property("sendpartial", "true");
    }
    add("RCPT 550 and 450, partial")
        .to(THREE)
        .rule(B, "550 no")
        .rule("RCPT TO:<c", "450 later")
        .property("sendpartial", "true");
    add("251 and 252 to RCPT").to(THREE).rule(B, "251 forwarded").rule("RCPT TO:<c", "252 maybe");
    add("success is reported").to(THREE).property("reportsuccess", "true");
    add("success is reported, partial")
        .to(THREE)
        .rule(B, "550 no")
        .property("reportsuccess", "true")
        .property("sendpartial", "true");
  }

  private void losses() {
    for (String command : List.of("MAIL", "RCPT", "DATA", "END", "QUIT")) {
      add("closed at " + command).rule(command, RuleServer.CLOSE);
    }
    add("greeting 554").rule("GREETING", "554 go away");
    add("greeting 421").rule("GREETING", "421 busy");
    add("closed before the greeting").rule("GREETING", RuleServer.CLOSE);
    add("EHLO refused, HELO accepted").rule("EHLO", "502 what?");
    add("QUIT refused").rule("QUIT", "500 no");
  }

  private void messages() {
    add("plain text");
    add("eight bits").message(Samples::eightBit);
    add("eight bits to a server without 8BITMIME")
        .message(Samples::eightBit)
        .offersOnly("SIZE 1000000");
    add("HTML").message(Samples::html);
    add("attachment").message(Samples::attachment);
    add("calendar").message(Samples::calendar);
    add("Bcc and Content-Length").message(Samples::withBccAndLength);
    add("empty body").message(session -> Samples.text(session, ""));
    add("long line").message(session -> Samples.text(session, "x".repeat(900) + "\n"));
    add("bare LF in a parsed message")
        .message(session -> Samples.parsed(session, "From: ann@example.org\nSubject: x\n\na\n.\n"));
    add("no line end at the end")
        .message(session -> Samples.parsed(session, "From: ann@example.org\r\n\r\nabc"));
    add("UTF-8 in a header, SMTPUTF8 offered")
        .offers("SMTPUTF8")
        .property("allow8bitmime", "false")
        .message(session ->
            Samples.parsed(session, "From: ann@example.org\r\nSubject: ü\r\n\r\nabc\r\n"));
    add("UTF-8 in a header, SMTPUTF8 not offered")
        .message(session ->
            Samples.parsed(session, "From: ann@example.org\r\nSubject: ü\r\n\r\nabc\r\n"));
    add("larger than SIZE")
        .offersOnly("SIZE 100")
        .message(session -> Samples.text(session, "x\n".repeat(500)));
    add("attachment that cannot be read").message(Samples::broken);
    add("large")
        .message(session -> Samples.text(session, "line of a large message\n".repeat(20_000)));
  }

  private void addresses() {
    add("the same recipient twice").to("a@example.net", "a@example.net");
    add("a hundred recipients")
        .to(IntStream.range(0, 100).mapToObj("r%d@example.net"::formatted).toArray(String[]::new));
    add("group").toAddresses(group("friends: a@example.net, b@example.net;"));
    add("empty group beside an address")
        .toAddresses(group("nobody:;"), Case.address("a@example.net"));
    add("quoted local part").to("\"a b\"@example.net");
    add("personal name").toAddresses(named());
    add("no recipients").toAddresses();
    add("null recipients").toAddresses((jakarta.mail.Address[]) null);
    add("news address").toAddresses(new NewsAddress("comp.mail"));
    add("address with a line end").to("a@example.net>\r\nRCPT TO:<x@example.net");
    add("UTF-8 address, SMTPUTF8 offered")
        .to("jürgen@example.net")
        .offers("SMTPUTF8")
        .property("from", "ann@example.org");
    add("UTF-8 address, SMTPUTF8 not offered").to("jürgen@example.net");
    add("sender of the property").property("from", "bounces@example.org");
    add("null reverse-path").property("from", "<>");
    add("no From in the message").message(Samples::withoutFrom).property("from", "x@example.org");
  }

  private static InternetAddress group(String text) {
    try {
      return InternetAddress.parseHeader(text, false)[0];
    } catch (jakarta.mail.internet.AddressException e) {
      throw new AssertionError(e);
    }
  }

  private static InternetAddress named() {
    try {
      return new InternetAddress("a@example.net", "Jürgen Müller", "UTF-8");
    } catch (java.io.UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }

  private void options() {
    add("DSN of the properties, offered")
        .offers("DSN")
        .property("dsn.notify", "SUCCESS,FAILURE")
        .property("dsn.ret", "HDRS");
    add("DSN of the properties, not offered")
        .property("dsn.notify", "SUCCESS,FAILURE")
        .property("dsn.ret", "HDRS");
    add("DSN of the message")
        .offers("DSN")
        .message(
            Samples.smtp(message -> {
              message.setNotifyOptions(SMTPMessage.NOTIFY_DELAY | SMTPMessage.NOTIFY_FAILURE);
              message.setReturnOption(SMTPMessage.RETURN_FULL);
            }));
    add("DSN never")
        .offers("DSN")
        .message(Samples.smtp(message -> message.setNotifyOptions(SMTPMessage.NOTIFY_NEVER)));
    add("sender of the message")
        .property("from", "property@example.org")
        .message(Samples.smtp(message -> message.setEnvelopeFrom("own@example.org")));
    add("submitter").offers("AUTH PLAIN").property("submitter", "ann@example.org");
    add("submitter, AUTH not offered").property("submitter", "ann@example.org");
    add("submitter of the message")
        .offers("AUTH PLAIN")
        .message(Samples.smtp(message -> message.setSubmitter("ann+x@example.org")));
    add("extension of MAIL").property("mailextension", "X-ONE=1 X-TWO");
    add("extension of the message")
        .message(Samples.smtp(message -> message.setMailExtension("X-ONE=1")));
    add("partial by the message")
        .to(THREE)
        .rule(B, "550 no")
        .message(Samples.smtp(message -> message.setSendPartial(true)));
    add("properties as objects").property("sendpartial", true).property("timeout", 20000);
    add("HELO only").property("ehlo", "false");
    add("without waiting for QUIT").property("quitwait", "false");
    add("empty property").property("from", "");
    add("number that is none").property("timeout", "soon");
  }

  private void logins() {
    add("login with PLAIN").offers("AUTH PLAIN").login("ann", "secret");
    add("login without the property auth").offers("AUTH PLAIN").login("ann", "secret");
    add("login refused")
        .offers("AUTH PLAIN")
        .login("ann", "secret")
        .rule("AUTH", "535 5.7.8 Error: authentication failed");
    add("login refused for now")
        .offers("AUTH PLAIN")
        .login("ann", "secret")
        .rule("AUTH", "454 4.7.0 later");
    add("login, AUTH not offered").login("ann", "secret").property("auth", "true");
    add("login with a mechanism that is disabled")
        .offers("AUTH PLAIN")
        .login("ann", "secret")
        .property("auth.plain.disable", "true");
    add("auth without a password").offers("AUTH PLAIN").property("auth", "true");
  }
}
