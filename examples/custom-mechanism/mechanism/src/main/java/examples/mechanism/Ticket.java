package examples.mechanism;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

/** Sends the user name at once, and the ticket when the server asks for it. */
final class Ticket implements SaslMechanism {

  private final String username;
  private final byte[] ticket;
  private boolean sent;

  Ticket(String username, String ticket) {
    this.username = username;
    this.ticket = ticket.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] initialResponse() {
    return username.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] respond(byte[] challenge) throws SaslException {
    if (sent) {
      throw new SaslException("the server asks for the ticket twice");
    }
    sent = true;
    return ticket.clone();
  }

  @Override
  public boolean isComplete() {
    return sent;
  }

  @Override
  public void close() {
    Arrays.fill(ticket, (byte) 0);
  }
}
