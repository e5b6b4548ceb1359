package smtp.bench.send;

import java.io.IOException;

/** One connection of a client, ready to send the same mail again and again. */
interface Sender extends AutoCloseable {

  /** Sends mails; all are answered when this returns. */
  void send(Quota quota) throws Exception;

  @Override
  void close() throws IOException;
}
