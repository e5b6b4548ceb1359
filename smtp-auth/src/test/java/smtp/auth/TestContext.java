package smtp.auth;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSession;
import smtp.api.spi.SaslContext;

/** A session with the SMTP server mail.example.org, and what a test adds. */
final class TestContext implements SaslContext {

  private final Map<String, byte[]> bindings = new HashMap<>();
  private final Map<String, String> options = new HashMap<>();
  private Set<String> offered = Set.of();
  private BooleanSupplier cancelled = () -> false;

  TestContext binding(String type, byte[] data) {
    bindings.put(type, data);
    return this;
  }

  TestContext option(String name, String value) {
    options.put(name, value);
    return this;
  }

  TestContext offering(String... mechanisms) {
    offered = Set.of(mechanisms);
    return this;
  }

  TestContext cancelledWhen(BooleanSupplier condition) {
    cancelled = condition;
    return this;
  }

  @Override
  public Set<String> offered() {
    return offered;
  }

  @Override
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  @Override
  public boolean isCancelled() {
    return cancelled.getAsBoolean();
  }

  @Override
  public String service() {
    return "smtp";
  }

  @Override
  public String host() {
    return "mail.example.org";
  }

  @Override
  public Optional<SSLSession> tls() {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> channelBinding(String type) {
    return Optional.ofNullable(bindings.get(type)).map(byte[]::clone);
  }
}
