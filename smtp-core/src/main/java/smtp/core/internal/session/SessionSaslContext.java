package smtp.core.internal.session;

import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;
import smtp.api.ChannelBinding;
import smtp.api.Phase;
import smtp.api.spi.SaslContext;

/** What a mechanism may know of a session. */
final class SessionSaslContext implements SaslContext {

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
    return Optional.ofNullable(options.login().mechanismOptions().get(name));
  }

  @Override
  public boolean isCancelled() {
    return Thread.currentThread().isInterrupted() || System.nanoTime() - limit >= 0;
  }

  /** Gives {@code tls-server-end-point} only if the caller allowed it: servers break on it. */
  @Override
  public Optional<byte[]> channelBinding(String type) {
    LoginOptions login = options.login();
    boolean allowed = login.serverEndPoint() || !type.equals("tls-server-end-point");
    return allowed && login.channelBinding() != ChannelBinding.NONE
        ? connection.channelBindings().flatMap(bindings -> bindings.of(type))
        : Optional.empty();
  }
}
