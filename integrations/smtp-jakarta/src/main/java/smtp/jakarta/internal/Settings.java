package smtp.jakarta.internal;

import jakarta.mail.Session;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import smtp.api.MailSession;
import smtp.api.Reply;
import smtp.api.SmtpException;

/**
 * The properties of a session, read when they are needed: programs change them. Values may be
 * objects. Safe for use by several threads.
 */
public final class Settings {

  private final Session session;
  private final Protocol protocol;
  private final String prefix;

  /** Makes the settings of a transport. */
  public Settings(Session session, Protocol protocol) {
    this.session = session;
    this.protocol = protocol;
    this.prefix = "mail." + protocol.label() + ".";
  }

  Session session() {
    return session;
  }

  Protocol protocol() {
    return protocol;
  }

  /** Returns the whole name of a property, for messages. */
  String name(Property property) {
    return prefix + property.key();
  }

  Optional<String> text(Property property) {
    return Optional.ofNullable(session.getProperty(name(property))).filter(text -> !text.isEmpty());
  }

  /** Returns a value that was put as an object: {@code Properties.getProperty} does not show it. */
  <T> Optional<T> object(Property property, Class<T> type) {
    Object value = session.getProperties().get(name(property));
    return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
  }

  /** Returns a truth value: a text other than "true" and "false" is the default. */
  boolean flag(Property property, boolean otherwise) {
    Object value = session.getProperties().get(name(property));
    String text = value == null ? session.getProperty(name(property)) : value.toString();
    if (text == null) {
      return otherwise;
    }
    return otherwise ? !text.equalsIgnoreCase("false") : text.equalsIgnoreCase("true");
  }

  /** Returns a number, or the default if there is none, or none that can be read. */
  int number(Property property, int otherwise) {
    Object value = session.getProperties().get(name(property));
    String text = value == null ? session.getProperty(name(property)) : value.toString();
    try {
      return text == null ? otherwise : Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** Returns a time in milliseconds; empty if there is none, or it is not more than 0. */
  Optional<Duration> millis(Property property) {
    int millis = number(property, -1);
    return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
  }

  /** Returns the words of a list. */
  List<String> words(Property property) {
    return text(property).map(text -> List.of(text.strip().split("[\\s,]+"))).orElse(List.of());
  }

  /** Returns where to print what happens, if the program wants that. */
  Optional<PrintStream> debugOutput() {
    return session.getDebug()
        ? Optional.of(session.getDebugOut() == null ? System.out : session.getDebugOut())
        : Optional.empty();
  }

  boolean showsLogin() {
    return Boolean.parseBoolean(session.getProperty("mail.debug.auth"));
  }

  /** Returns whether a server still answers. */
  public boolean isAlive(MailSession open) {
    try {
      Reply reply = flag(Property.USERSET, false) ? open.rset() : open.noop();
      return flag(Property.NOOP_STRICT, true) ? reply.code() == 250 : reply.code() != 421;
    } catch (SmtpException | IllegalStateException e) {
      return false;
    }
  }
}
