package smtp.core.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;

/**
 * The login for a proxy: none, or a user name and a password.
 *
 * @param credentials user name and password, or {@code null} for none
 */
public record ProxyLogin(Credentials.@Nullable Password credentials) {

  /** No login. */
  public static final ProxyLogin NONE = new ProxyLogin(null);

  boolean isPresent() {
    return credentials != null;
  }

  byte[] username() {
    return credentials == null
        ? new byte[0]
        : credentials.username().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the password in UTF-8, for the caller to wipe. */
  byte[] password() throws IOException {
    if (credentials == null) {
      return new byte[0];
    }
    char[] password;
    try {
      password = credentials.password();
    } catch (Exception e) {
      throw new IOException("its password could not be obtained", e);
    }
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    encoded.clear().put(new byte[encoded.capacity()]);
    Arrays.fill(password, '\0');
    return bytes;
  }
}
