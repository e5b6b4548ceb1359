package smtp.message.peer;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/** Jakarta Mail. */
public final class AngusReader implements Reader {

  @Override
  public Reading read(byte[] message) throws Exception {
    MimeMessage mime =
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
    Reading reading =
        new Reading(
            Collections.list(mime.getAllHeaders()).size(),
            Objects.requireNonNullElse(mime.getSubject(), ""),
            people(mime.getFrom()),
            people(mime.getRecipients(RecipientType.TO)),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    add(mime, reading);
    return reading;
  }

  private static List<Reading.Person> people(Address[] addresses) {
    return Stream.of(addresses == null ? new Address[0] : addresses)
        .map(InternetAddress.class::cast)
        .flatMap(AngusReader::members)
        .map(a ->
            new Reading.Person(Objects.requireNonNullElse(a.getPersonal(), ""), a.getAddress()))
        .toList();
  }

  private static Stream<InternetAddress> members(InternetAddress address) {
    try {
      return address.isGroup() ? Stream.of(address.getGroup(false)) : Stream.of(address);
    } catch (jakarta.mail.internet.AddressException e) {
      throw new AssertionError(e);
    }
  }

  private static void add(Part part, Reading reading) throws Exception {
    ContentType type = new ContentType(part.getContentType());
    if (type.match("multipart/*")) {
      Multipart multipart = (Multipart) part.getContent();
      for (int i = 0; i < multipart.getCount(); i++) {
        add(multipart.getBodyPart(i), reading);
      }
      return;
    }
    byte[] bytes = part.getInputStream().readAllBytes();
    if (part.getFileName() != null) {
      reading
          .files()
          .add(
              new Reading.File(
                  part.getFileName(), type.getBaseType(), HexFormat.of().formatHex(bytes)));
    } else {
      String text = new String(bytes, StandardCharsets.UTF_8);
      (type.match("text/html") ? reading.htmls() : reading.texts()).add(text);
    }
  }
}
