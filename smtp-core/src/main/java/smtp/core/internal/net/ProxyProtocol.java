package smtp.core.internal.net;

import java.io.IOException;

/** How a proxy is asked for a tunnel. */
interface ProxyProtocol {

  /**
   * Asks for a tunnel and reads the answer, and not a byte after it: that is the server's.
   *
   * @throws IOException if there is none; its message holds no secret
   */
  void ask(ProxyLink proxy, ServerAddress server) throws IOException;
}
