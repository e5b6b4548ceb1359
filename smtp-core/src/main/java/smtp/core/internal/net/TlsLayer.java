package smtp.core.internal.net;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Puts a connection under TLS and makes sure that the server is who it should be. */
public final class TlsLayer {

  private final SSLContext context;
  private final BindingSource bindings;
  private final List<String> protocols;
  private final String host;

  /**
   * Makes a layer.
   *
   * @param bindings what the maker of the context knows of channel binding
   * @param protocols the versions allowed; none leaves it to the context
   * @param host the server's name, in ASCII, or its address literal
   */
  public TlsLayer(SSLContext context, BindingSource bindings, List<String> protocols, String host) {
    this.context = context;
    this.bindings = bindings;
    this.protocols = protocols;
    this.host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** What a TLS provider knows of channel binding. */
  @FunctionalInterface
  public interface BindingSource {
    /** Returns data of a registered type, or empty. */
    Optional<byte[]> of(String type, SSLSocket socket);
  }

  /** A connection under TLS, its session, and what it can be bound to. */
  public record Secured(Link link, SSLSession session, ChannelBindings bindings) {}

  /**
   * Shakes hands over a connection in clear. The watch has to be armed.
   *
   * @param clientAddressKnown whether the socket's own address means anything to the server
   * @throws IOException if the handshake fails or the certificate is not this server's
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
        new ChannelBindings(session, type -> bindings.of(type, socket)));
  }

  private SSLParameters parameters(SSLParameters parameters) {
    // JSSE looks at the name during the handshake, so that a wrong one gets no octet of ours.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!protocols.isEmpty()) {
      parameters.setProtocols(protocols.toArray(String[]::new));
    }
    if (!ServerIdentity.isAddress(host)) {
      parameters.setServerNames(serverNames());
    }
    return parameters;
  }

  private List<SNIServerName> serverNames() {
    try {
      return List.of(new SNIHostName(host));
    } catch (IllegalArgumentException e) {
      // Names with an underscore are in use, and cannot be told to the server; they are checked.
      return List.of();
    }
  }

  private void checkIdentity(SSLSession session) throws SSLPeerUnverifiedException {
    try {
      // JSSE also takes the subject's common name, which RFC 9525 no longer allows.
      ServerIdentity.check(host, (X509Certificate) session.getPeerCertificates()[0]);
    } catch (CertificateException e) {
      SSLPeerUnverifiedException failure = new SSLPeerUnverifiedException(e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  /** Returns what went wrong in words that a person can act on. */
  public String explain(@Nullable Throwable failure) {
    return TlsFailure.ofHandshake(failure, host);
  }
}
