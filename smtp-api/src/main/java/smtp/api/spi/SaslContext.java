package smtp.api.spi;

import java.util.Optional;
import javax.net.ssl.SSLSession;

/** What a SASL mechanism may know of the session it is used on. */
public interface SaslContext {

  /** Returns the registered service name: {@code smtp} or {@code lmtp}. */
  String service();

  /** Returns the name of the server, as the caller gave it. */
  String host();

  /** Returns the TLS session, or empty if the connection is not under TLS. */
  Optional<SSLSession> tls();

  /**
   * Returns channel binding data (RFC 5056).
   *
   * @param type the registered type, such as {@code tls-exporter}
   * @return the data, or empty if the connection or the runtime cannot give it
   */
  Optional<byte[]> channelBinding(String type);
}
