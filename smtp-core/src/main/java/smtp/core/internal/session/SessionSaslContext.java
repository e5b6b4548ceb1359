package smtp.core.internal.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import smtp.api.Phase;
import smtp.api.spi.SaslContext;

/** What a mechanism may know of a session. */
final class SessionSaslContext implements SaslContext {

  private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
  private static final int EXPORTER_OCTETS = 32;

  private final Connection connection;
  private final SessionOptions options;
  private final Set<String> offered;
  private long limit;

  SessionSaslContext(Connection connection, SessionOptions options, Set<String> offered) {
    this.connection = connection;
    this.options = options;
    this.offered = offered;
    beginStep();
  }

  /** Gives the mechanism the time of a step from now on. */
  void beginStep() {
    limit = connection.timing().until(Phase.AUTH);
  }

  @Override
  public String service() {
    return options.dialect().service();
  }

  @Override
  public String host() {
    return options.serverName();
  }

  @Override
  public Optional<SSLSession> tls() {
    return connection.tls();
  }

  @Override
  public Set<String> offered() {
    return offered;
  }

  @Override
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.mechanismOptions().get(name));
  }

  @Override
  public boolean isCancelled() {
    return Thread.currentThread().isInterrupted() || System.nanoTime() - limit >= 0;
  }

  /** Gives {@code tls-exporter} (RFC 9266) where the runtime can. */
  @Override
  public Optional<byte[]> channelBinding(String type) {
    return type.equals("tls-exporter")
        ? tls().flatMap(SessionSaslContext::exported)
        : Optional.empty();
  }

  private static Optional<byte[]> exported(SSLSession session) {
    if (!(session instanceof ExtendedSSLSession extended)) {
      return Optional.empty();
    }
    try {
      // Since Java 25; this code is compiled for 21.
      Method export =
          ExtendedSSLSession.class.getMethod(
              "exportKeyingMaterialData", String.class, byte[].class, int.class);
      return Optional.of(
          (byte[]) export.invoke(extended, EXPORTER_LABEL, new byte[0], EXPORTER_OCTETS));
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return Optional.empty();
    }
  }
}
