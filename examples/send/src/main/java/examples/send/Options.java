package examples.send;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import smtp.api.TlsMode;

/** The options of the command line. */
final class Options {

  static final String USAGE =
      """
      usage: send [option...]
        --server URL     smtp://host:port or smtps://host:port (default smtp://localhost:25)
        --tls MODE       starttls, implicit, opportunistic or none (default: the library's)
        --trust FILE     trust the certificates in this PEM file only
        --user NAME      authenticate; the password is in SMTP_PASSWORD, or is asked for
        --from ADDRESS   the sender
        --to ADDRESS     a recipient; may be repeated
        --subject TEXT
        --text TEXT      the text; the default is to read it from the standard input
        --copy FILE      write a copy of the message as it is sent
        --trace          show the session, without secrets\
      """;

  private String server = "smtp://localhost:25";
  private Optional<TlsMode> tls = Optional.empty();
  private Optional<Path> trust = Optional.empty();
  private Optional<String> user = Optional.empty();
  private Optional<String> from = Optional.empty();
  private Optional<String> text = Optional.empty();
  private Optional<Path> copy = Optional.empty();
  private final List<String> to = new ArrayList<>();
  private String subject = "";
  private boolean trace;

  private Options() {}

  static Options parse(String... arguments) {
    Options options = new Options();
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      options.take(rest.next(), rest);
    }
    return options;
  }

  private void take(String option, Iterator<String> rest) {
    switch (option) {
      case "--server" -> server = value(option, rest);
      case "--tls" -> tls = Optional.of(mode(value(option, rest)));
      case "--trust" -> trust = Optional.of(Path.of(value(option, rest)));
      case "--user" -> user = Optional.of(value(option, rest));
      case "--from" -> from = Optional.of(value(option, rest));
      case "--to" -> to.add(value(option, rest));
      case "--subject" -> subject = value(option, rest);
      case "--text" -> text = Optional.of(value(option, rest));
      case "--copy" -> copy = Optional.of(Path.of(value(option, rest)));
      case "--trace" -> trace = true;
      default -> throw new IllegalArgumentException("Unknown option " + option);
    }
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static TlsMode mode(String name) {
    return TlsMode.valueOf(name.toUpperCase(Locale.ROOT));
  }

  String server() {
    return server;
  }

  Optional<TlsMode> tls() {
    return tls;
  }

  Optional<Path> trust() {
    return trust;
  }

  Optional<String> user() {
    return user;
  }

  Optional<String> from() {
    return from;
  }

  List<String> to() {
    return to;
  }

  String subject() {
    return subject;
  }

  Optional<String> text() {
    return text;
  }

  Optional<Path> copy() {
    return copy;
  }

  boolean trace() {
    return trace;
  }
}
