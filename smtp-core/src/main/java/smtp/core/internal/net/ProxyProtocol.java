package smtp.core.internal.net;

import java.io.IOException;

/** Asks a proxy for a tunnel to a server. */
interface ProxyProtocol {

  /**
   * Asks for a tunnel and reads the answer, but no byte after it, which comes from the server.
   *
   * @throws IOException if the proxy refuses; its message has no secret
   */
  void ask(ProxyLink proxy, ServerAddress server) throws IOException;
}
