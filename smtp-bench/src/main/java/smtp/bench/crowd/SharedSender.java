package smtp.bench.crowd;

import java.io.IOException;

/** What the callers share. Safe for use by all of them. */
interface SharedSender extends AutoCloseable {

  /** Sends one message, and returns when the server has answered. */
  void send(Letter letter) throws Exception;

  @Override
  void close() throws IOException;
}
