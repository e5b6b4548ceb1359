package smtp.jakarta;

import java.util.Map;
import java.util.TreeMap;

/** Where a program sees something else than with Angus Mail, on purpose. */
final class Differences {

  /**
   * A difference.
   *
   * @param ours what the program sees
   * @param reason why
   */
  record Difference(String ours, String reason) {}

  static final Map<String, Difference> OF = new TreeMap<>();

  private static final String DELIVERED = "none; ; delivered sent [%s], unsent [], invalid []";
  private static final String NOT_SENT =
      "MessagingException; ; not delivered sent [], unsent [%s], invalid []";

  static {
    for (String partial : new String[] {"", ", partial"}) {
      for (String which : new String[] {"one", "every"}) {
        add(
            which + " RCPT 421" + partial,
            "SMTPSendFailedException(421) > SMTPAddressFailedException(421);"
                + " sent [], unsent [a@example.net, b@example.net, c@example.net], invalid [];"
                + " not delivered sent [],"
                + " unsent [a@example.net, b@example.net, c@example.net], invalid []",
            "Angus Mail fails at the next command, and names nobody; here the reply and those who"
                + " get nothing are told");
      }
    }
    add(
        "closed at RCPT",
        "SMTPSendFailedException(-1); sent [], unsent [a@example.net], invalid [];"
            + " not delivered sent [], unsent [a@example.net], invalid []",
        "Angus Mail names nobody");
    add(
        "closed at END",
        "OutcomeUnknownException; sent [], unsent [], invalid [];"
            + " partially delivered sent [], unsent [], invalid []",
        "The server may have the message: with Angus Mail it is \"valid unsent\", and a program that"
            + " sends it again delivers it twice");
    add(
        "eight bits to a server without 8BITMIME",
        DELIVERED.formatted("a@example.net"),
        "Angus Mail sends eight bits to a server that does not take them; here they are encoded");
    add(
        "UTF-8 in a header, SMTPUTF8 offered",
        DELIVERED.formatted("a@example.net"),
        "Angus Mail does not declare it (RFC 6531)");
    add(
        "UTF-8 in a header, SMTPUTF8 not offered",
        NOT_SENT.formatted("a@example.net"),
        "Angus Mail sends it to a server that does not take it; the error says so");
    add(
        "UTF-8 address, SMTPUTF8 offered",
        DELIVERED.formatted("jürgen@example.net"),
        "Angus Mail declares it only with mail.mime.allowutf8");
    add(
        "UTF-8 address, SMTPUTF8 not offered",
        NOT_SENT.formatted("jürgen@example.net"),
        "Angus Mail sends an address that the server cannot read; the error says so");
    add(
        "larger than SIZE",
        NOT_SENT.formatted("a@example.net"),
        "Angus Mail sends all of it to a server that has announced to refuse it");
    add(
        "attachment that cannot be read",
        NOT_SENT.formatted("a@example.net"),
        "Angus Mail notices in the middle of the content, and breaks the connection; here nothing is"
            + " sent, and the connection stays");
    add(
        "address with a line end",
        "SendFailedException; sent [], unsent [], invalid [<a@example.net>\r\nRCPT TO:<x@example.net>];"
            + " not delivered sent [], unsent [],"
            + " invalid [<a@example.net>\r\nRCPT TO:<x@example.net>]",
        "Angus Mail notices after MAIL, and names nobody; here nothing is sent");
  }

  private static void add(String name, String ours, String reason) {
    OF.put(name, new Difference(ours, reason));
  }

  private Differences() {}
}
