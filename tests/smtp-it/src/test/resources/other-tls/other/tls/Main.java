package other.tls;

import java.nio.file.Path;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.core.SmtpClient;

/** Connects to a port of localhost, trusting a PEM file, with a TLS provider if one is named. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    var builder =
        SmtpClient.builder("localhost", Integer.parseInt(arguments[0]))
            .tls(TlsMode.IMPLICIT)
            .trust(Path.of(arguments[1]));
    if (arguments.length > 2) {
      builder.tlsProvider(arguments[2]);
    }
    try (SmtpSession session = builder.build().connect()) {
      System.out.println("secure: " + session.isSecure());
    }
  }
}
