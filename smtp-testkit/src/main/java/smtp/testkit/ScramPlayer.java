package smtp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Supplier;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Plays the server's side of the SCRAM exchanges on one connection. */
final class ScramPlayer {
  private static final String CONTINUE = "334 ";

  /** The source of the client's lines. */
  interface Line {
    String read() throws Deviation, IOException;
  }

  private final Line line;
  private final Supplier<@Nullable SSLSession> tls;
  private ScramServer server = ScramServer.of("SHA-256", "");
  private String due = "";

  ScramPlayer(Line line, Supplier<@Nullable SSLSession> tls) {
    this.line = line;
    this.tls = tls;
  }

  /**
   * Reads the AUTH command with the client's first message.
   *
   * @param secret a hash function, a space and the password
   */
  void clientFirst(String secret) throws Deviation, IOException {
    String hash = secret.substring(0, secret.indexOf(' '));
    server = ScramServer.of(hash, secret.substring(hash.length() + 1));
    String command = line.read();
    String name = "AUTH SCRAM-" + hash;
    int blank = command.lastIndexOf(' ');
    String verb = blank < 0 ? "" : command.substring(0, blank);
    if (!verb.equals(name) && !verb.equals(name + "-PLUS")) {
      throw unexpected(command);
    }
    try {
      due = server.first(Base64.getDecoder().decode(command.substring(blank + 1)));
    } catch (IllegalArgumentException e) {
      throw unexpected(command);
    }
  }

  private static Deviation unexpected(String command) {
    return new Deviation("C: " + Escapes.encode(command));
  }

  /** Reads the client's final message. */
  void clientFinal() throws Deviation, IOException {
    String message = line.read();
    try {
      due = server.last(Base64.getDecoder().decode(message), bindingData());
    } catch (IllegalArgumentException e) {
      throw unexpected(message);
    }
  }

  /** Returns a line with the correct first message, or with another one. */
  String serverFirst(String instead) {
    return challenge(instead.isEmpty() ? due : server.first(instead));
  }

  /** Returns a line with the correct final message, or with another one. */
  String serverFinal(String instead) {
    return challenge(instead.isEmpty() ? due : instead);
  }

  private static String challenge(String message) {
    return CONTINUE + Base64.getEncoder().encodeToString(message.getBytes(UTF_8)) + "\r\n";
  }

  private byte[] bindingData() {
    SSLSession session = tls.get();
    String header = server.gs2Header();
    if (session == null || !header.startsWith("p=")) {
      return new byte[0];
    }
    try {
      return switch (header.substring("p=".length(), header.indexOf(','))) {
        case "tls-exporter" -> exported(session);
        case "tls-server-end-point" -> endPoint(session);
        default -> new byte[0];
      };
    } catch (GeneralSecurityException | ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this Java runtime does not support the client's channel binding", e);
    }
  }

  /** By reflection: the method exists since Java 25, and this code is compiled for 21. */
  private static byte[] exported(SSLSession session)
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    return (byte[])
        ExtendedSSLSession.class
            .getMethod("exportKeyingMaterialData", String.class, byte[].class, int.class)
            .invoke(session, "EXPORTER-Channel-Binding", new byte[0], 32);
  }

  /** All certificates of the kit are signed with SHA-256 or better. */
  private static byte[] endPoint(SSLSession session) throws GeneralSecurityException {
    var certificate = (X509Certificate) session.getLocalCertificates()[0];
    String hash = certificate.getSigAlgName().toUpperCase(Locale.ROOT).replaceFirst("WITH.*", "");
    return MessageDigest.getInstance(hash.replace("SHA", "SHA-")).digest(certificate.getEncoded());
  }
}
