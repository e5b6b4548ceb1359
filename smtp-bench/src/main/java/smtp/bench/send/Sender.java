package smtp.bench.send;

import java.io.IOException;

/** One connection of a client, ready to send the same message repeatedly. */
interface Sender extends AutoCloseable {

  /** Sends messages, and returns after the replies to all of them. */
  void send(Quota quota) throws Exception;

  @Override
  void close() throws IOException;
}
