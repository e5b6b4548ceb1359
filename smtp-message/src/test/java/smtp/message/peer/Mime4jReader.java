package smtp.message.peer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import smtp.message.internal.header.Phrase;

/** Apache Mime4j. */
public final class Mime4jReader implements Reader {

  @Override
  public Reading read(byte[] message) throws Exception {
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(
        MimeConfig.custom().setMaxLineLen(1000).setMaxHeaderLen(-1).setMaxHeaderCount(-1).build());
    Message mime = builder.parseMessage(new ByteArrayInputStream(message));
    Reading reading =
        new Reading(
            mime.getHeader().getFields().size(),
            Objects.requireNonNullElse(mime.getSubject(), ""),
            mime.getFrom() == null ? List.of() : people(mime.getFrom()),
            mime.getTo() == null ? List.of() : people(mime.getTo().flatten()),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    add(mime, reading);
    return reading;
  }

  private static List<Reading.Person> people(Iterable<Mailbox> mailboxes) {
    List<Reading.Person> people = new ArrayList<>();
    for (Mailbox mailbox : mailboxes) {
      people.add(
          new Reading.Person(Objects.requireNonNullElse(mailbox.getName(), ""), address(mailbox)));
    }
    return people;
  }

  /** Mime4j gives a quoted local part without its quotes. */
  private static String address(Mailbox mailbox) {
    String localPart = mailbox.getLocalPart();
    return (localPart.contains(" ") ? Phrase.quotedString(localPart) : localPart)
        + "@"
        + mailbox.getDomain();
  }

  private static void add(Entity entity, Reading reading) throws Exception {
    if (entity.getBody() instanceof Multipart multipart) {
      for (Entity part : multipart.getBodyParts()) {
        add(part, reading);
      }
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ((SingleBody) entity.getBody()).writeTo(bytes);
    if (entity.getFilename() != null) {
      reading
          .files()
          .add(
              new Reading.File(
                  entity.getFilename(),
                  entity.getMimeType(),
                  HexFormat.of().formatHex(bytes.toByteArray())));
    } else {
      String text = bytes.toString(StandardCharsets.UTF_8);
      (entity.getMimeType().equals("text/html") ? reading.htmls() : reading.texts()).add(text);
    }
  }
}
