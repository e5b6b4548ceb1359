package smtp.core.internal.login;

import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;
import smtp.api.ChannelBinding;
import smtp.api.Phase;
import smtp.api.spi.SaslContext;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.options.LoginOption;
import smtp.core.internal.options.Options;
import smtp.core.internal.options.SessionOption;

/** What a mechanism can learn about its session. */
final class SessionSaslContext implements SaslContext {

  private final Connection connection;
  private final Options options;
  private final Set<String> offered;
  private long limit;

  SessionSaslContext(Connection connection, Options options, Set<String> offered) {
    this.connection = connection;
    this.options = options;
    this.offered = offered;
    beginStep();
  }

  /** Starts the time limit of the mechanism's next step. */
  void beginStep() {
    limit = connection.timing().until(Phase.AUTH);
  }

  @Override
  public String service() {
    return options.get(SessionOption.DIALECT).service();
  }

  @Override
  public String host() {
    return options.get(SessionOption.SERVER_NAME);
  }

  @Override
  public Optional<SSLSession> tls() {
    return connection.transport().tls();
  }

  @Override
  public Set<String> offered() {
    return offered;
  }

  @Override
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(LoginOption.MECHANISM_OPTIONS).get(name));
  }

  @Override
  public boolean isCancelled() {
    return Thread.currentThread().isInterrupted() || System.nanoTime() - limit >= 0;
  }

  /**
   * Returns {@code tls-server-end-point} only if the caller allowed it: some servers fail on it.
   */
  @Override
  public Optional<byte[]> channelBinding(String type) {
    boolean allowed =
        options.get(LoginOption.SERVER_END_POINT) || !type.equals("tls-server-end-point");
    return allowed && options.get(LoginOption.CHANNEL_BINDING) != ChannelBinding.NONE
        ? connection.transport().channelBindings().flatMap(bindings -> bindings.of(type))
        : Optional.empty();
  }
}
