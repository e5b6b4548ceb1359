package smtp.core.internal.net;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import smtp.api.Phase;
import smtp.api.internal.AddressLiteral;

/** Starts TLS on a connection, and checks the identity of the server. */
public final class TlsLayer {

  private final SSLContext context;
  private final Knowledge knowledge;
  private final List<String> protocols;
  private final String host;

  /**
   * Makes a layer.
   *
   * @param knowledge what the maker of the context knows
   * @param protocols the versions allowed; if none is given, the context decides
   * @param host the server's name, in ASCII, or its address literal
   */
  public TlsLayer(SSLContext context, Knowledge knowledge, List<String> protocols, String host) {
    this.context = context;
    this.knowledge = knowledge;
    this.protocols = protocols;
    this.host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** What the maker of a context knows about its connections. */
  public interface Knowledge {

    /** Returns channel binding data of a registered type, or empty. */
    Optional<byte[]> channelBinding(String type, SSLSocket socket);

    /** Explains a failure, as {@link smtp.api.spi.TlsProvider#explain} does. */
    Optional<String> explain(Throwable failure, Phase phase, String host);
  }

  /** A connection over TLS, its session, its channel bindings, and the layer that made it. */
  public record Secured(Link link, SSLSession session, ChannelBindings bindings, TlsLayer layer) {}

  /**
   * Performs the handshake over a plaintext connection. The watch has to be armed.
   *
   * @param clientAddressKnown whether the socket's own address means anything to the server
   * @throws IOException if the handshake fails or the certificate belongs to another server
   */
  public Secured secure(Socket plain, boolean clientAddressKnown) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
    socket.setSSLParameters(parameters(socket.getSSLParameters()));
    socket.startHandshake();
    SSLSession session = socket.getSession();
    checkIdentity(session);
    return new Secured(
        SocketLink.tls(socket, plain, clientAddressKnown),
        session,
        new ChannelBindings(session, type -> knowledge.channelBinding(type, socket)),
        this);
  }

  private SSLParameters parameters(SSLParameters parameters) {
    Optional<SNIHostName> name = jdkName();
    if (name.isPresent() || AddressLiteral.isAddress(host)) {
      // JSSE checks the name during the handshake, so that a wrong server receives no data.
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (!protocols.isEmpty()) {
      parameters.setProtocols(protocols.toArray(String[]::new));
    }
    if (!AddressLiteral.isAddress(host)) {
      parameters.setServerNames(name.stream().<SNIServerName>map(sni -> sni).toList());
    }
    return parameters;
  }

  /**
   * Returns the host as a name that JSSE knows; empty for one with an underscore. That is in use,
   * but JSSE refuses it whatever the certificate says, and servers with JSSE refuse it as SNI. Its
   * name is then checked after the handshake, before anything else is sent.
   */
  private Optional<SNIHostName> jdkName() {
    try {
      return Optional.of(new SNIHostName(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void checkIdentity(SSLSession session) throws SSLPeerUnverifiedException {
    try {
      // For every host: JSSE also accepts the subject's common name, which RFC 9525 no longer
      // allows.
      ServerIdentity.check(host, (X509Certificate) session.getPeerCertificates()[0]);
    } catch (CertificateException e) {
      SSLPeerUnverifiedException failure = new SSLPeerUnverifiedException(e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  /** Explains why the handshake failed, and what to do about it. */
  public String explain(Throwable failure) {
    return canBegin() ? explainPeer(failure) : ownVersions();
  }

  /**
   * Returns whether a handshake can begin with the allowed versions: the runtime knows them and has
   * not disabled them. Tried without a connection, so what fails is not the server's doing.
   */
  private boolean canBegin() {
    try {
      SSLEngine engine = context.createSSLEngine();
      engine.setUseClientMode(true);
      if (!protocols.isEmpty()) {
        engine.setEnabledProtocols(protocols.toArray(String[]::new));
      }
      engine.beginHandshake();
      int size = engine.getSession().getPacketBufferSize();
      engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(size));
      return true;
    } catch (SSLException | IllegalArgumentException e) {
      return false;
    } catch (RuntimeException e) {
      // Not every implementation has engines.
      return true;
    }
  }

  private String ownVersions() {
    return "this Java runtime cannot use TLS with the allowed versions %s; it has %s: change"
            .formatted(
                String.join(", ", protocols),
                String.join(", ", context.getDefaultSSLParameters().getProtocols()))
        + " TlsOptions.protocols";
  }

  private String explainPeer(Throwable failure) {
    return TlsFailure.explain(failure, host, e -> knowledge.explain(e, Phase.TLS, host));
  }

  /**
   * Explains why TLS failed after the handshake.
   *
   * @param phase what the client was doing
   * @return the explanation if the caller has to change something, otherwise empty
   */
  public Optional<String> explain(IOException failure, Phase phase) {
    return knowledge.explain(failure, phase, host);
  }
}
