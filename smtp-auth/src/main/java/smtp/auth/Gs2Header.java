package smtp.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import smtp.api.spi.SaslContext;

/**
 * The beginning of a SCRAM exchange, which says how it is bound to the TLS channel (RFC 5802,
 * section 6): {@code gs2-header = gs2-cbind-flag "," [ authzid ] ","}.
 */
final class Gs2Header {

  /** Best first: RFC 9266, RFC 5929 section 3, RFC 5929 section 4. */
  private static final List<String> TYPES =
      List.of("tls-exporter", "tls-unique", "tls-server-end-point");

  private final String text;
  private final byte[] bindingData;

  private Gs2Header(String text, byte[] bindingData) {
    this.text = text;
    this.bindingData = bindingData;
  }

  /** Returns the header that binds to the channel, or empty if there is nothing to bind to. */
  static Optional<Gs2Header> bound(SaslContext context) {
    for (String type : TYPES) {
      Optional<byte[]> data = context.channelBinding(type).filter(octets -> octets.length > 0);
      if (data.isPresent()) {
        return Optional.of(new Gs2Header("p=" + type + ",,", data.get()));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the header without a binding. It tells a server that we could have bound only if the
   * server offers no binding at all: one that does takes that for an attack on its offer, and
   * refuses.
   */
  static Gs2Header unbound(SaslContext context) {
    boolean offered = context.offered().stream().anyMatch(name -> name.endsWith("-PLUS"));
    boolean suspicious = !context.offered().isEmpty() && !offered && bound(context).isPresent();
    return new Gs2Header(suspicious ? "y,," : "n,,", new byte[0]);
  }

  /** Returns {@code cbind-input} in base64: the header, and the data that it is bound to. */
  String bindingInput() {
    var input = new ByteArrayOutputStream();
    input.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    input.writeBytes(bindingData);
    return Base64.getEncoder().encodeToString(input.toByteArray());
  }

  @Override
  public String toString() {
    return text;
  }
}
