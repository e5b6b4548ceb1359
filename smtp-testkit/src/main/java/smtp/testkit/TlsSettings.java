package smtp.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** How the server does TLS; protocols empty: those of the context. */
record TlsSettings(SSLContext context, boolean clientAuth, List<String> protocols) {

  /** Puts the server's end of TLS on a socket of which some bytes were read already. */
  SSLSocket secure(Socket socket, InputStream early) throws IOException {
    var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, early, true);
    secured.setNeedClientAuth(clientAuth);
    if (!protocols.isEmpty()) {
      secured.setEnabledProtocols(protocols.toArray(String[]::new));
    }
    return secured;
  }
}
