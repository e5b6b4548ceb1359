package smtp.core.internal.session;

import java.util.ArrayList;
import java.util.List;
import smtp.api.Capabilities;
import smtp.api.Extension;
import smtp.api.Mailbox;
import smtp.api.Parameter;
import smtp.api.Phase;
import smtp.api.Recipient;
import smtp.api.SmtpNotSupportedException;
import smtp.core.internal.wire.CommandEncoder;

/**
 * A MAIL or RCPT command, checked against what the server offers before anything is sent.
 *
 * @param phase which of the two it is
 * @param line the command without line end
 * @param maxOctets how long the line may be, its end included
 * @param utf8 whether it may hold other characters than ASCII
 */
record PathCommand(Phase phase, String line, int maxOctets, boolean utf8) {

  /**
   * Checks the line, so that a command that cannot be sent is found before those in front of it
   * are.
   */
  PathCommand {
    CommandEncoder.check(line, maxOctets, utf8);
  }

  /** Makes {@code MAIL FROM:<reverse-path>}; {@code utf8} adds SMTPUTF8. */
  static PathCommand mail(
      Mailbox sender, List<Parameter> parameters, boolean utf8, Capabilities capabilities)
      throws SmtpNotSupportedException {
    List<Parameter> all = new ArrayList<>(parameters);
    if (utf8 && !all.contains(Parameter.smtpUtf8())) {
      all.add(Parameter.smtpUtf8());
    }
    return command(Phase.MAIL, "MAIL FROM:<", sender, all, utf8, capabilities);
  }

  /** Makes {@code RCPT TO:<forward-path>}; {@code utf8} tells whether MAIL said SMTPUTF8. */
  static PathCommand rcpt(Recipient recipient, boolean utf8, Capabilities capabilities)
      throws SmtpNotSupportedException {
    return command(
        Phase.RCPT, "RCPT TO:<", recipient.mailbox(), recipient.parameters(), utf8, capabilities);
  }

  /** Returns this command with one more parameter, of an extension that the server offers. */
  PathCommand with(Parameter parameter) {
    String added = " " + parameter;
    return new PathCommand(phase, line + added, maxOctets + added.length(), utf8);
  }

  private static PathCommand command(
      Phase phase,
      String verb,
      Mailbox mailbox,
      List<Parameter> parameters,
      boolean utf8,
      Capabilities capabilities)
      throws SmtpNotSupportedException {
    StringBuilder line = new StringBuilder(verb).append(path(mailbox, utf8)).append('>');
    int maxOctets = CommandEncoder.MAX_LINE;
    for (Parameter parameter : parameters) {
      requireSupport(parameter, capabilities);
      String text = parameter.toString();
      line.append(' ').append(text);
      // An extension widens the line by what it adds to it; a free parameter does not.
      maxOctets += parameter.extension().isPresent() ? text.length() + 1 : 0;
    }
    return new PathCommand(phase, line.toString(), maxOctets, utf8);
  }

  private static String path(Mailbox mailbox, boolean utf8) throws SmtpNotSupportedException {
    if (utf8 || mailbox.isAscii()) {
      return mailbox.toString();
    }
    if (!mailbox.hasAsciiLocalPart()) {
      throw new SmtpNotSupportedException(
          "The address " + mailbox + " needs SMTPUTF8, which MAIL did not ask for",
          Extension.SMTPUTF8);
    }
    try {
      return mailbox.withAsciiDomain().toString();
    } catch (IllegalArgumentException e) {
      throw new SmtpNotSupportedException(
          e.getMessage() + "; SMTPUTF8 could carry it as it is", Extension.SMTPUTF8);
    }
  }

  private static void requireSupport(Parameter parameter, Capabilities capabilities)
      throws SmtpNotSupportedException {
    Extension extension = parameter.extension().orElse(null);
    if (extension != null && !capabilities.has(extension)) {
      String where = extension.equals(Extension.REQUIRETLS) ? " under TLS" : "";
      throw new SmtpNotSupportedException(
          "The server does not offer " + extension + where + ", which " + parameter + " needs",
          extension);
    }
  }
}
