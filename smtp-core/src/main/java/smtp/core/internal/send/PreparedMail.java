package smtp.core.internal.send;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import smtp.api.Capabilities;
import smtp.api.Content;
import smtp.api.Content.Encoding;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Mailbox;
import smtp.api.Parameter;
import smtp.api.Recipient;
import smtp.api.SmtpNotSupportedException;
import smtp.core.internal.peer.PathCommand;
import smtp.core.internal.wire.DataEncoder;

/**
 * A message prepared for one server: its content and commands. All that can be checked before a
 * byte is sent is checked when it is made.
 *
 * @param content the content, in its 7-bit form if the server accepts no other
 * @param mail the MAIL command
 * @param recipients the RCPT commands
 * @param size the size in bytes, for content that is sent in one chunk
 * @param allOrNone whether nobody gets the message if a recipient is refused
 */
record PreparedMail(
    Content content, PathCommand mail, List<PathCommand> recipients, long size, boolean allOrNone) {

  static PreparedMail of(Mail mail, Capabilities capabilities) throws SmtpNotSupportedException {
    Envelope envelope = mail.envelope();
    // The envelope first: the content can be changed more easily than an address.
    requireUtf8(envelope, capabilities);
    requireChunking(envelope, capabilities);
    Content content = suitable(mail.content(), capabilities);
    checkSize(content, capabilities);
    boolean utf8 = needsUtf8(envelope, content, capabilities);
    return new PreparedMail(
        content,
        PathCommand.mail(envelope, content, utf8, capabilities),
        recipients(envelope.recipients(), utf8, capabilities),
        content.size().orElse(0),
        envelope.isAllOrNone());
  }

  private static List<PathCommand> recipients(
      List<Recipient> recipients, boolean utf8, Capabilities capabilities)
      throws SmtpNotSupportedException {
    // Most messages have one recipient: a fast path for them.
    if (recipients.size() == 1) {
      return List.of(PathCommand.rcpt(recipients.getFirst(), utf8, capabilities));
    }
    List<PathCommand> commands = new ArrayList<>(recipients.size());
    for (Recipient recipient : recipients) {
      commands.add(PathCommand.rcpt(recipient, utf8, capabilities));
    }
    return commands;
  }

  /** Returns the message for some of its recipients. */
  PreparedMail part(Portion portion) {
    return portion.isAll()
        ? this
        : new PreparedMail(content, mail, portion.select(recipients), size, allOrNone);
  }

  /** Returns the message with the size of its content, which has become known. */
  PreparedMail withSize(long bytes, boolean announce) {
    PathCommand told = announce ? mail.withSize(bytes) : mail;
    return new PreparedMail(content, told, recipients, bytes, allOrNone);
  }

  /** Returns the encoding for BDAT: none if the lines of the content already end with CRLF. */
  DataEncoder.Form chunkForm() {
    return content.encoding() == Encoding.BINARY || content.hasCanonicalLines()
        ? DataEncoder.Form.BINARY
        : DataEncoder.Form.BDAT;
  }

  /** DATA must not be used for content that was declared binary, whatever its bytes are. */
  private static void requireChunking(Envelope envelope, Capabilities capabilities)
      throws SmtpNotSupportedException {
    boolean binary = envelope.parameters().contains(Parameter.body(Encoding.BINARY));
    if (binary && !capabilities.has(Extension.CHUNKING)) {
      throw new SmtpNotSupportedException(
          "BODY=BINARYMIME needs BDAT, but the server does not offer CHUNKING", Extension.CHUNKING);
    }
  }

  /** Returns the first form of the content that the server accepts: as it is, 8-bit, or 7-bit. */
  private static Content suitable(Content content, Capabilities capabilities)
      throws SmtpNotSupportedException {
    if (isTaken(content.encoding(), capabilities)) {
      return content;
    }
    // One at a time: to make a form may mean to read the whole content.
    return content
        .eightBit()
        .filter(form -> isTaken(form.encoding(), capabilities))
        .or(content::sevenBit)
        .filter(form -> isTaken(form.encoding(), capabilities))
        .orElseThrow(() -> noForm(content));
  }

  private static SmtpNotSupportedException noForm(Content content) {
    boolean binary = content.encoding() == Encoding.BINARY;
    Extension needed = binary ? Extension.BINARYMIME : Extension.EIGHTBITMIME;
    return new SmtpNotSupportedException(
        "The content is not 7-bit and has no 7-bit form"
            + content.noSevenBitReason().map(reason -> ", because " + reason).orElse("")
            + "; the server would have to offer "
            + needed
            + (binary ? " and CHUNKING" : ""),
        needed);
  }

  private static boolean isTaken(Encoding encoding, Capabilities capabilities) {
    return switch (encoding) {
      case SEVEN_BIT -> true;
      case EIGHT_BIT -> capabilities.has(Extension.EIGHTBITMIME);
      case BINARY -> capabilities.has(Extension.BINARYMIME) && capabilities.has(Extension.CHUNKING);
    };
  }

  private static void checkSize(Content content, Capabilities capabilities)
      throws SmtpNotSupportedException {
    OptionalLong size = content.size();
    OptionalLong max = capabilities.maxSize();
    if (size.isPresent() && max.isPresent() && size.getAsLong() > max.getAsLong()) {
      throw new SmtpNotSupportedException(
          "The content has %d bytes, but the server accepts at most %d"
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
          "The server does not offer SMTPUTF8, which a header field of this message needs",
          Extension.SMTPUTF8);
    }
    return utf8;
  }

  private static void requireUtf8(Envelope envelope, Capabilities capabilities)
      throws SmtpNotSupportedException {
    if (envelope.requiresUtf8() && !capabilities.has(Extension.SMTPUTF8)) {
      throw new SmtpNotSupportedException(
          "The server does not offer SMTPUTF8, which the address %s needs"
              .formatted(firstOther(envelope)),
          Extension.SMTPUTF8);
    }
  }

  /** Returns the first address whose local part is not ASCII. */
  private static Mailbox firstOther(Envelope envelope) {
    return envelope.recipients().stream()
        .map(Recipient::mailbox)
        .filter(mailbox -> !mailbox.hasAsciiLocalPart())
        .findFirst()
        .orElse(envelope.sender());
  }
}
