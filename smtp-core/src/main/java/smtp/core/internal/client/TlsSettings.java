package smtp.core.internal.client;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import smtp.api.AsciiDomain;
import smtp.api.SmtpTlsException;
import smtp.api.TlsOptions;
import smtp.api.spi.TlsProvider;
import smtp.core.internal.net.TlsLayer;
import smtp.core.internal.options.SessionOption.TlsSource;

/** The source of a client's TLS: the caller's context, a given provider, or an installed one. */
public final class TlsSettings {

  private TlsOptions options = TlsOptions.defaults();
  private @Nullable SSLContext context;
  private @Nullable TlsProvider provider;

  public void options(TlsOptions tlsOptions) {
    this.options = tlsOptions;
  }

  public void context(SSLContext sslContext) {
    this.context = sslContext;
  }

  /** Sets what makes the sockets, in place of a context. */
  public void socketFactory(SSLSocketFactory factory) {
    this.context = new FactoryContext(factory);
  }

  public void provider(TlsProvider tlsProvider) {
    this.provider = tlsProvider;
  }

  public void provider(String name) {
    this.provider = Providers.tls(name);
  }

  TlsSource source(String host) {
    TlsProvider chosen = context == null ? provider : new CallersContext(checked(context));
    return new ProvidedTls(options, chosen, AsciiDomain.of(host));
  }

  private SSLContext checked(SSLContext own) {
    if (options.trust().isPresent()
        || options.clientCertificate().isPresent()
        || !options.pins().isEmpty()) {
      throw new IllegalStateException(
          "An SSLContext decides itself which certificates to trust, pin and present; set either"
              + " sslContext or TlsOptions for that");
    }
    return own;
  }

  /** Makes a provider of the caller's context. */
  private record CallersContext(SSLContext sslContext) implements TlsProvider {

    @Override
    public String name() {
      return "the caller's SSLContext";
    }

    @Override
    public SSLContext context(TlsOptions options) {
      return sslContext;
    }
  }

  /** Makes one context, when it is first needed, so that TLS sessions can be resumed. */
  private static final class ProvidedTls implements TlsSource {

    private final TlsOptions options;
    private final @Nullable TlsProvider provider;
    private final String host;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable TlsLayer layer;

    ProvidedTls(TlsOptions options, @Nullable TlsProvider provider, String host) {
      this.options = options;
      this.provider = provider;
      this.host = host;
    }

    @Override
    public TlsLayer layer() throws SmtpTlsException {
      lock.lock();
      try {
        if (layer == null) {
          layer = made(provider != null ? provider : Providers.tls());
        }
        return layer;
      } finally {
        lock.unlock();
      }
    }

    private TlsLayer made(TlsProvider chosen) throws SmtpTlsException {
      try {
        return new TlsLayer(
            chosen.context(options), new ProviderKnowledge(chosen), options.protocols(), host);
      } catch (GeneralSecurityException | IOException e) {
        throw new SmtpTlsException("The TLS options cannot be used: " + e.getMessage(), e);
      }
    }
  }
}
