package examples.deliver;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
      usage: deliver --server URL [option...] [--] recipient...
        --server URL       lmtp+unix:/path or lmtp://host:port
        --from ADDRESS     the sender; empty, the default, for a notification
        --tls MODE         starttls, implicit, opportunistic or none (default: the library's)
        --trust FILE       trust the certificates in this PEM file only
        --timeout SECONDS  how long each command may take
        --trace            show the session
      The message is read from the standard input.\
      """;

  private Optional<URI> server = Optional.empty();
  private Optional<TlsMode> tls = Optional.empty();
  private Optional<Path> trust = Optional.empty();
  private Optional<Duration> timeout = Optional.empty();
  private final List<String> recipients = new ArrayList<>();
  private String from = "";
  private boolean trace;

  private Options() {}

  static Options parse(String... arguments) {
    Options options = new Options();
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      options.take(rest.next(), rest);
    }
    if (options.server.isEmpty() || options.recipients.isEmpty()) {
      throw new IllegalArgumentException("A server and a recipient are needed");
    }
    return options;
  }

  private void take(String argument, Iterator<String> rest) {
    switch (argument) {
      case "--server" -> server = Optional.of(URI.create(value(argument, rest)));
      case "--from" -> from = value(argument, rest);
      case "--tls" -> tls = Optional.of(mode(value(argument, rest)));
      case "--trust" -> trust = Optional.of(Path.of(value(argument, rest)));
      case "--timeout" -> timeout = Optional.of(seconds(value(argument, rest)));
      case "--trace" -> trace = true;
      case "--" -> rest.forEachRemaining(recipients::add);
      default -> recipient(argument);
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

  private static Duration seconds(String number) {
    return Duration.ofSeconds(Long.parseLong(number));
  }

  private void recipient(String argument) {
    if (argument.startsWith("-")) {
      throw new IllegalArgumentException("Unknown option " + argument);
    }
    recipients.add(argument);
  }

  URI server() {
    return server.orElseThrow();
  }

  Optional<TlsMode> tls() {
    return tls;
  }

  Optional<Path> trust() {
    return trust;
  }

  Optional<Duration> timeout() {
    return timeout;
  }

  String from() {
    return from;
  }

  List<String> recipients() {
    return recipients;
  }

  boolean trace() {
    return trace;
  }
}
