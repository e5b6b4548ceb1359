package smtp.auth;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import smtp.api.spi.SaslContext;

/** A session of service smtp with mail.example.org, with the channel bindings that a test adds. */
final class TestContext implements SaslContext {

  private final Map<String, byte[]> bindings = new HashMap<>();

  TestContext binding(String type, byte[] data) {
    bindings.put(type, data);
    return this;
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
