package smtp.it;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Phase;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpException;
import smtp.api.Timeouts;
import smtp.core.SmtpClient;
import smtp.core.SocketConnector;

/** The code of docs/connections.md, compiled. {@link DocumentationIT} compares the two. */
abstract class ConnectionExamples {

  abstract void log(String line);

  void attempts(SmtpClient client, Mail mail) throws SmtpException {
    try (var session = client.connect()) {
      session.send(mail);
    } catch (SmtpConnectException e) {
      for (Throwable attempt : e.getSuppressed()) {
        log(attempt.getMessage());
      }
    }
  }

  List<SmtpClient> clients(Socket socket) {
    // spotless:off
    var source =
        SmtpClient.builder("mail.example.org", 25)
            .sourceAddress(new InetSocketAddress("192.0.2.25", 0))
            .build();
    var proxy =
        SmtpClient.builder("mail.example.org", 587)
            .connector(SocketConnector.socks5("proxy.example.net", 1080))
            .build();
    var given =
        SmtpClient.builder("mail.example.org", 587)
            .connector(SocketConnector.of(socket))
            .build();
    var named =
        SmtpClient.builder("10.1.2.3", 587)
            .serverName("mail.example.org")
            .build();
    var timed =
        SmtpClient.builder("mail.example.org", 587)
            .timeouts(Timeouts.rfc5321().with(Phase.CONNECT, Duration.ofSeconds(10)))
            .deadline(Duration.ofMinutes(3))
            .build();
    // spotless:on
    return List.of(source, proxy, given, named, timed);
  }

  SmtpClient sparing() {
    return SmtpClient.builder("mail.example.org", 587)
        .disable(Extension.CHUNKING, Extension.PIPELINING)
        .build();
  }
}
