package smtp.core.internal.connection;

import java.io.IOException;
import java.net.Socket;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.core.internal.net.ChannelBindings;
import smtp.core.internal.net.Link;
import smtp.core.internal.net.TlsLayer;

/** The link to the server, without or with TLS. */
public final class Transport {

  private Link link;
  private TlsLayer.@Nullable Secured tls;

  Transport(Link link) {
    this.link = link;
  }

  public Link link() {
    return link;
  }

  /** Returns the TLS session; empty without TLS. */
  public Optional<SSLSession> tls() {
    return Optional.ofNullable(tls).map(TlsLayer.Secured::session);
  }

  /** Returns the channel bindings; empty without TLS. */
  public Optional<ChannelBindings> channelBindings() {
    return Optional.ofNullable(tls).map(TlsLayer.Secured::bindings);
  }

  /** Returns what made the TLS, {@code null} without TLS. */
  @Nullable TlsLayer layer() {
    return tls == null ? null : tls.layer();
  }

  /** Starts TLS. */
  SSLSession secure(TlsLayer layer, Waits waits) throws IOException {
    Socket socket = Objects.requireNonNull(link.socket(), "no TLS on a Unix socket");
    boolean addressKnown = link.local() != null;
    TlsLayer.Secured secured = waits.await(Phase.TLS, () -> layer.secure(socket, addressKnown));
    tls = secured;
    link = secured.link();
    return secured.session();
  }
}
