package smtp.core.internal.peer;

import java.nio.ByteBuffer;
import java.util.List;
import smtp.api.Capabilities;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mailbox;
import smtp.api.Parameter;
import smtp.api.Phase;
import smtp.api.Recipient;
import smtp.api.SmtpNotSupportedException;
import smtp.core.internal.connection.Command;
import smtp.core.internal.wire.CommandEncoder;

/**
 * A MAIL or RCPT command. It is checked against what the server offers before anything is sent.
 *
 * @param phase which of the two it is
 * @param path the mailbox, without its angle brackets
 * @param rest the text after the mailbox, without SIZE and line end
 * @param size the value of SIZE; negative for none
 * @param maxLength the maximum length of the line in bytes, with its line end
 * @param utf8 whether the line may have characters other than ASCII
 */
public record PathCommand(
    Phase phase, String path, String rest, long size, int maxLength, boolean utf8)
    implements Command {

  /** Checks the line now, so that an invalid command is found before any command is sent. */
  public PathCommand {
    CommandEncoder.check(verb(phase), path, rest, size, maxLength, utf8);
  }

  private static String verb(Phase phase) {
    return phase == Phase.MAIL ? "MAIL FROM:<" : "RCPT TO:<";
  }

  @Override
  public String line() {
    return verb(phase) + path + rest + (size < 0 ? "" : CommandEncoder.SIZE + size);
  }

  @Override
  public void encode(ByteBuffer out) {
    CommandEncoder.encode(verb(phase), path, rest, size, maxLength, utf8, out);
  }

  /** Makes {@code MAIL FROM:<reverse-path>}; {@code utf8} adds SMTPUTF8. */
  public static PathCommand mail(
      Mailbox sender, List<Parameter> parameters, boolean utf8, Capabilities capabilities)
      throws SmtpNotSupportedException {
    String rest = rest(parameters, capabilities);
    return mail(sender, parameters, rest, CommandEncoder.NO_SIZE, utf8, capabilities);
  }

  /**
   * Makes {@code MAIL FROM:<reverse-path>} with BODY and SIZE of the content, unless the envelope
   * has these parameters.
   */
  public static PathCommand mail(
      Envelope envelope, Content content, boolean utf8, Capabilities capabilities)
      throws SmtpNotSupportedException {
    List<Parameter> given = envelope.parameters();
    String rest = rest(given, capabilities);
    if (content.encoding() != Content.Encoding.SEVEN_BIT && isMissing("BODY", given)) {
      rest += " " + Parameter.body(content.encoding());
    }
    boolean tellsSize = capabilities.has(Extension.SIZE) && isMissing("SIZE", given);
    long size = tellsSize ? content.size().orElse(CommandEncoder.NO_SIZE) : CommandEncoder.NO_SIZE;
    return mail(envelope.sender(), given, rest, size, utf8, capabilities);
  }

  private static PathCommand mail(
      Mailbox sender,
      List<Parameter> given,
      String rest,
      long size,
      boolean utf8,
      Capabilities capabilities)
      throws SmtpNotSupportedException {
    String all = rest;
    if (utf8 && isMissing("SMTPUTF8", given)) {
      requireSupport(Parameter.smtpUtf8(), capabilities);
      all += " " + Parameter.smtpUtf8();
    }
    int maxLength = maxLength(all, given) + CommandEncoder.sizeLength(size);
    return new PathCommand(Phase.MAIL, path(sender, utf8), all, size, maxLength, utf8);
  }

  /** Makes {@code RCPT TO:<forward-path>}; {@code utf8} says whether MAIL had SMTPUTF8. */
  public static PathCommand rcpt(Recipient recipient, boolean utf8, Capabilities capabilities)
      throws SmtpNotSupportedException {
    List<Parameter> given = recipient.parameters();
    String rest = rest(given, capabilities);
    String path = path(recipient.mailbox(), utf8);
    return new PathCommand(
        Phase.RCPT, path, rest, CommandEncoder.NO_SIZE, maxLength(rest, given), utf8);
  }

  /** Returns this command with the size of the content, unless it already has one. */
  public PathCommand withSize(long bytes) {
    if (rest.contains(CommandEncoder.SIZE)) {
      return this;
    }
    int widened = maxLength + CommandEncoder.sizeLength(bytes);
    return new PathCommand(phase, path, rest, bytes, widened, utf8);
  }

  private static String rest(List<Parameter> parameters, Capabilities capabilities)
      throws SmtpNotSupportedException {
    String rest = ">";
    for (Parameter parameter : parameters) {
      requireSupport(parameter, capabilities);
      rest += " " + parameter;
    }
    return rest;
  }

  private static boolean isMissing(String keyword, List<Parameter> given) {
    for (Parameter parameter : given) {
      if (parameter.keyword().equals(keyword)) {
        return false;
      }
    }
    return true;
  }

  /** A parameter of an extension makes the maximum length larger; a free parameter does not. */
  private static int maxLength(String rest, List<Parameter> given) {
    int added = rest.length() - 1;
    for (Parameter parameter : given) {
      added -= parameter.extension().isPresent() ? 0 : parameter.toString().length() + 1;
    }
    return CommandEncoder.MAX_LINE + added;
  }

  private static String path(Mailbox mailbox, boolean utf8) throws SmtpNotSupportedException {
    if (utf8 || mailbox.isAscii()) {
      return mailbox.toString();
    }
    if (!mailbox.hasAsciiLocalPart()) {
      throw new SmtpNotSupportedException(
          "The address " + mailbox + " needs SMTPUTF8, which the MAIL command did not have",
          Extension.SMTPUTF8);
    }
    try {
      return mailbox.withAsciiDomain().toString();
    } catch (IllegalArgumentException e) {
      throw new SmtpNotSupportedException(
          e.getMessage() + "; with SMTPUTF8 it could be sent as it is", Extension.SMTPUTF8);
    }
  }

  private static void requireSupport(Parameter parameter, Capabilities capabilities)
      throws SmtpNotSupportedException {
    Extension extension = parameter.extension().orElse(null);
    if (extension != null && !capabilities.has(extension)) {
      String where = extension.equals(Extension.REQUIRETLS) ? " over TLS" : "";
      throw new SmtpNotSupportedException(
          "The server does not offer " + extension + where + ", which " + parameter + " needs",
          extension);
    }
  }

  /** Requires that parameters, which a caller chose, belong to MAIL. */
  public static void requireOfMail(List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      if (!parameter.belongsTo(Parameter.Verb.MAIL)) {
        throw new IllegalArgumentException(parameter + " is not a parameter of MAIL");
      }
    }
  }
}
