package smtp.core.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;

/**
 * Who uses a proxy: nobody in particular, or a user with a password.
 *
 * @param credentials user and password, or {@code null}
 */
public record ProxyLogin(Credentials.@Nullable Password credentials) {

  /** Nobody in particular. */
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
      throw new IOException("the password for it is not to be had", e);
    }
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    encoded.clear().put(new byte[encoded.capacity()]);
    Arrays.fill(password, '\0');
    return bytes;
  }
}
