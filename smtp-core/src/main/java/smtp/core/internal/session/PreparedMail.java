package smtp.core.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import smtp.api.Capabilities;
import smtp.api.Content;
import smtp.api.Content.Encoding;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Parameter;
import smtp.api.Recipient;
import smtp.api.SmtpNotSupportedException;

/**
 * A mail in the form that suits one server: which content, which commands. Making it checks all
 * that can be checked before a byte is sent.
 *
 * @param content the content, in its 7-bit form if the server takes no other
 * @param mail the MAIL command
 * @param recipients a RCPT command for each recipient
 */
record PreparedMail(Content content, PathCommand mail, List<PathCommand> recipients) {

  static PreparedMail of(Mail mail, Capabilities capabilities) throws SmtpNotSupportedException {
    Envelope envelope = mail.envelope();
    refuseBinary(envelope);
    Content content = suitable(mail.content(), capabilities);
    checkSize(content, capabilities);
    boolean utf8 = needsUtf8(envelope, content, capabilities);
    List<Parameter> parameters = parameters(envelope, content, capabilities);
    List<PathCommand> recipients = new ArrayList<>(envelope.recipients().size());
    for (Recipient recipient : envelope.recipients()) {
      recipients.add(PathCommand.rcpt(recipient, utf8, capabilities));
    }
    return new PreparedMail(
        content, PathCommand.mail(envelope.sender(), parameters, utf8, capabilities), recipients);
  }

  private static void refuseBinary(Envelope envelope) throws SmtpNotSupportedException {
    if (envelope.parameters().contains(Parameter.body(Encoding.BINARY))) {
      throw new SmtpNotSupportedException(
          "BODY=BINARYMIME goes with BDAT only, and mails go by DATA", Extension.BINARYMIME);
    }
  }

  private static Content suitable(Content content, Capabilities capabilities)
      throws SmtpNotSupportedException {
    Encoding encoding = content.encoding();
    boolean taken =
        encoding == Encoding.SEVEN_BIT
            || (encoding == Encoding.EIGHT_BIT && capabilities.has(Extension.EIGHTBITMIME));
    if (taken) {
      return content;
    }
    // Binary content cannot go by DATA, whatever the server offers.
    Extension needed = encoding == Encoding.BINARY ? Extension.BINARYMIME : Extension.EIGHTBITMIME;
    Optional<Content> sevenBit = content.sevenBit();
    return sevenBit.orElseThrow(() ->
        new SmtpNotSupportedException(
            "The content is not 7-bit and has no 7-bit form; it would need " + needed, needed));
  }

  private static void checkSize(Content content, Capabilities capabilities)
      throws SmtpNotSupportedException {
    OptionalLong size = content.size();
    OptionalLong max = capabilities.maxSize();
    if (size.isPresent() && max.isPresent() && size.getAsLong() > max.getAsLong()) {
      throw new SmtpNotSupportedException(
          "The content has %d octets and the server takes %d at most"
              .formatted(size.getAsLong(), max.getAsLong()),
          Extension.SIZE);
    }
  }

  private static boolean needsUtf8(Envelope envelope, Content content, Capabilities capabilities)
      throws SmtpNotSupportedException {
    boolean utf8 =
        envelope.requiresUtf8()
            || content.requiresUtf8()
            || envelope.parameters().contains(Parameter.smtpUtf8());
    if (utf8 && !capabilities.has(Extension.SMTPUTF8)) {
      throw new SmtpNotSupportedException(
          "The server does not offer SMTPUTF8, which an address or a header field of this mail"
              + " needs",
          Extension.SMTPUTF8);
    }
    return utf8;
  }

  private static List<Parameter> parameters(
      Envelope envelope, Content content, Capabilities capabilities) {
    List<Parameter> parameters = new ArrayList<>(envelope.parameters());
    boolean eightBit = content.encoding() == Encoding.EIGHT_BIT;
    if (eightBit && isMissing("BODY", parameters)) {
      parameters.add(Parameter.body(Encoding.EIGHT_BIT));
    }
    boolean size = content.size().isPresent() && capabilities.has(Extension.SIZE);
    if (size && isMissing("SIZE", parameters)) {
      parameters.add(Parameter.size(content.size().getAsLong()));
    }
    return parameters;
  }

  private static boolean isMissing(String keyword, List<Parameter> parameters) {
    return parameters.stream().noneMatch(parameter -> parameter.keyword().equals(keyword));
  }
}
