package your.app;

import java.net.URI;
import java.nio.file.Path;
import smtp.api.Credentials;
import smtp.api.SmtpException;
import smtp.core.SmtpClient;
import smtp.message.Message;

/** Sends a message to the server at a URL, and trusts the certificates in a file. */
public final class SendOne {
  public static void main(String[] args) throws SmtpException {
    var client =
        SmtpClient.builder(URI.create(args[0]))
            .trust(Path.of(args[1]))
            .credentials(Credentials.password("ann", "secret"))
            .build();
    var message =
        Message.builder().from("ann@example.org").to("bob@example.net").text("Hello Bob\n").build();
    System.out.println(client.send(message).accepted());
  }
}
