package smtp.lmtp;

import smtp.core.internal.net.ServerAddress;
import smtp.core.internal.net.UnixDialer;

/** Where the server listens. */
sealed interface Target {

  /** A Unix socket. */
  record UnixSocket(UnixDialer dialer) implements Target {}

  /** A TCP port, which is not SMTP's. */
  record Tcp(ServerAddress address) implements Target {

    private static final int SMTP_PORT = 25;

    public Tcp {
      if (address.port() == SMTP_PORT) {
        throw new IllegalArgumentException(
            "Port 25 is for SMTP, never for LMTP (RFC 2033, section 5)");
      }
    }
  }
}
