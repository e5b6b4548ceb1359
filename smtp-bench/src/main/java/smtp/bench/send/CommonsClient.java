package smtp.bench.send;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.commons.net.smtp.SMTPClient;

/** Commons Net: {@code sendSimpleMessage} of a string, on an open connection. */
final class CommonsClient implements Sender {

  private final SMTPClient client = new SMTPClient("US-ASCII");
  private final String sender;
  private final String[] recipients;
  private final String text;

  CommonsClient(boolean noDelay, InetSocketAddress server, Workload work) throws IOException {
    this.sender = work.sender();
    this.recipients = work.recipients().toArray(String[]::new);
    this.text = new String(work.content(), US_ASCII);
    client.connect(server.getHostString(), server.getPort());
    client.setTcpNoDelay(noDelay);
    requireGood(client.login("client.example.org"));
  }

  @Override
  public void send(Quota quota) throws IOException {
    while (quota.take()) {
      requireGood(client.sendSimpleMessage(sender, recipients, text));
    }
  }

  private void requireGood(boolean good) throws IOException {
    if (!good) {
      throw new IOException("The server refuses: " + client.getReplyString());
    }
  }

  @Override
  public void close() throws IOException {
    client.disconnect();
  }
}
