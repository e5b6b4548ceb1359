package smtp.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import smtp.api.spi.SaslContext;

/**
 * The header of a SCRAM exchange, which says how the exchange is bound to the TLS connection (RFC
 * 5802, section 6): {@code gs2-header = gs2-cbind-flag "," [ authzid ] ","}.
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

  /** Returns the header of a bound exchange, or empty if there is no binding data. */
  static Optional<Gs2Header> bound(SaslContext context) {
    for (String type : TYPES) {
      Optional<byte[]> data = context.channelBinding(type).filter(bytes -> bytes.length > 0);
      if (data.isPresent()) {
        return Optional.of(new Gs2Header("p=" + type + ",,", data.get()));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the header of an exchange without a binding. Its flag is {@code y}, "the client could
   * bind", only if the server offers no mechanism that binds. A server that does offer one takes
   * that flag as a sign of an attack on its offer, and refuses.
   */
  static Gs2Header unbound(SaslContext context) {
    boolean offered = context.offered().stream().anyMatch(name -> name.endsWith("-PLUS"));
    boolean couldBind = !context.offered().isEmpty() && !offered && bound(context).isPresent();
    return new Gs2Header(couldBind ? "y,," : "n,,", new byte[0]);
  }

  /** Returns {@code cbind-input} in base64: the header and the binding data. */
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
