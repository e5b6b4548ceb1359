package smtp.it.troubleshooting;

import static smtp.it.troubleshooting.Scene.connecting;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.api.TlsOptions;
import smtp.core.SmtpClient;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;
import smtp.testkit.TestCertificates.Identity;

/** TLS is not there, or fails. */
final class Tls {

  private static final char[] PASSWORD = "pass".toCharArray();

  private Tls() {}

  static List<Situation> situations() {
    return Stream.of(handshakes(), certificates(), options(), startTls())
        .flatMap(List::stream)
        .toList();
  }

  private static SmtpClient.Builder implicit(SmtpClient.Builder builder) {
    return builder.tls(TlsMode.IMPLICIT);
  }

  private static List<Situation> handshakes() {
    return List.of(
        connecting("port without TLS", "S: 220 hello\nREAD 5\nCLOSE\n", Tls::implicit),
        connecting("closed in the handshake", "READ 5\nCLOSE\n", Tls::implicit),
        connecting("alert unrecognized_name", "TLS-ALERT 112\n", Tls::implicit),
        connecting("alert protocol_version", "TLS-ALERT 70\n", Tls::implicit),
        connecting("alert handshake_failure", "TLS-ALERT 40\n", Tls::implicit),
        connecting("alert internal_error", "TLS-ALERT 80\n", Tls::implicit),
        connecting("alert certificate_required", "TLS-ALERT 116\n", Tls::implicit),
        Scene.of(
            "handshake in time",
            () -> {
              try (ScriptedServer server = ScriptedServer.start("READ 5\nSTALL\n")) {
                implicit(Scene.client(server)).timeout(Scene.SHORT).build().open();
              }
            }),
        Scene.playing(
            "TLS breaks later",
            "TLS\n" + Scene.HELLO + "C: NOOP\nTLS-GARBAGE\n",
            builder -> implicit(builder).sslContext(TestCertificates.trustingContext()),
            SmtpSession::noop));
  }

  private static List<Situation> certificates() {
    return List.of(
        certificate("expired", TestCertificates.expired()),
        certificate("other name", TestCertificates.wrongName()),
        certificate("common name only", TestCertificates.commonNameOnly()),
        certificate("self-signed", TestCertificates.selfSigned()),
        Scene.of(
            "other authority",
            () -> {
              try (ScriptedServer server = ScriptedServer.start("TLS-REFUSED\n")) {
                implicit(Scene.client(server)).build().open();
              }
            }),
        Scene.of("no intermediate", Tls::withoutIntermediate),
        trusting("not pinned", options -> options.pins("A".repeat(43) + "=")),
        Scene.of(
            "empty trust store",
            () -> {
              try (ScriptedServer server = ScriptedServer.start("TLS-REFUSED\n")) {
                implicit(Scene.client(server)).sslContext(trustingNobody()).build().open();
              }
            }));
  }

  private static Situation certificate(String name, Identity identity) {
    return Scene.of(
        name,
        () -> {
          Path authority = TestCertificates.writeAuthorityPem(Files.createTempFile("ca", ".pem"));
          try (ScriptedServer server =
              ScriptedServer.builder("TLS-REFUSED\n").certificate(identity).start()) {
            implicit(Scene.client(server)).trust(authority).build().open();
          } finally {
            Files.delete(authority);
          }
        });
  }

  private static void withoutIntermediate() throws Exception {
    SSLContext context = onlyOwnCertificate(TestCertificates.trusted());
    try (SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> shakeHands(listener));
      implicit(SmtpClient.builder("localhost", listener.getLocalPort())).build().open();
    }
  }

  private static SSLContext onlyOwnCertificate(Identity identity) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = {identity.certificate()};
    store.setKeyEntry("server", identity.privateKey(), PASSWORD, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static void shakeHands(SSLServerSocket listener) {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      socket.startHandshake();
      socket.getInputStream().read();
    } catch (Exception e) {
      // The client refuses the certificate.
    }
  }

  private static SSLContext trustingNobody() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static List<Situation> options() {
    return List.of(
        trusting("disabled version", options -> options.protocols("TLSv1")),
        trusting("unknown version", options -> options.protocols("TLS1.2")),
        file("missing file", null),
        file("no PEM", "hello"),
        Scene.of("Java key store", () -> withStore("JKS", PASSWORD)),
        Scene.of("wrong password", () -> withStore("PKCS12", "other".toCharArray())));
  }

  private static Situation trusting(String name, UnaryOperator<TlsOptions.Builder> how) {
    return Scene.of(
        name,
        () -> {
          Path authority = TestCertificates.writeAuthorityPem(Files.createTempFile("ca", ".pem"));
          TlsOptions options = how.apply(TlsOptions.builder().trust(authority)).build();
          try {
            open(options);
          } finally {
            Files.delete(authority);
          }
        });
  }

  private static void open(TlsOptions options) throws Exception {
    try (ScriptedServer server = ScriptedServer.start("TLS-REFUSED\n")) {
      implicit(Scene.client(server)).tlsOptions(options).build().open();
    }
  }

  private static Situation file(String name, @Nullable String content) {
    return Scene.of(
        name,
        () -> {
          Path file = Files.createTempFile("ca", ".pem");
          if (content == null) {
            Files.delete(file);
          } else {
            Files.writeString(file, content);
          }
          try {
            open(TlsOptions.builder().trust(file).build());
          } finally {
            Files.deleteIfExists(file);
          }
        });
  }

  private static void withStore(String type, char[] given) throws Exception {
    Path file = Files.createTempFile("store", "." + type);
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    store.setCertificateEntry("ca", TestCertificates.authority());
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    try {
      open(TlsOptions.builder().trust(file, given).build());
    } finally {
      Files.delete(file);
    }
  }

  private static SmtpClient.Builder startTls(SmtpClient.Builder builder) {
    return builder.tls(TlsMode.STARTTLS);
  }

  private static List<Situation> startTls() {
    String hello = Scene.hello("STARTTLS") + "C: STARTTLS\n";
    return List.of(
        connecting("STARTTLS not offered", Scene.HELLO, Tls::startTls),
        connecting("STARTTLS refused", hello + "S: 454 4.7.0 not now\n", Tls::startTls),
        connecting("STARTTLS answered otherwise", hello + "S: 250 ok\nEOF\n", Tls::startTls),
        connecting(
            "plaintext with the 220", hello + "S- 220 go\\r\\n250 ok\\r\\n\nEOF\n", Tls::startTls),
        connecting(
            "plaintext after the 220",
            hello + "S: 220 go\nREAD 5\nS: 250 hello\nEOF\n",
            Tls::startTls));
  }
}
