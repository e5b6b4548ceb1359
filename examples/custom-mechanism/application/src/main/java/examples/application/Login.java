package examples.application;

import java.net.URI;
import java.nio.file.Path;
import smtp.api.Credentials;
import smtp.api.SmtpException;
import smtp.core.SmtpClient;

/** Authenticates with the ticket in TICKET, and prints what the server then offers. */
public final class Login {

  private Login() {}

  /** Takes a URL, a PEM file of certificates to trust, and a user name. */
  public static void main(String[] arguments) throws SmtpException {
    var client =
        SmtpClient.builder(URI.create(arguments[0]))
            .trust(Path.of(arguments[1]))
            .credentials(Credentials.token(arguments[2], () -> System.getenv("TICKET")))
            .trace(System.out)
            .build();
    try (var session = client.connect()) {
      System.out.println("logged in; the server offers " + session.capabilities());
    }
  }
}
