package smtp.core;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import smtp.api.AsciiDomain;
import smtp.api.SmtpTlsException;
import smtp.api.TlsOptions;
import smtp.api.spi.TlsProvider;
import smtp.core.internal.net.TlsLayer;
import smtp.core.internal.session.SessionOptions.TlsSource;

/** Where a client's TLS comes from: a context of the caller's, a provider given, or one found. */
final class ClientTls {

  private TlsOptions options = TlsOptions.defaults();
  private @Nullable SSLContext context;
  private @Nullable TlsProvider provider;

  void options(TlsOptions tlsOptions) {
    this.options = tlsOptions;
  }

  void context(SSLContext sslContext) {
    this.context = sslContext;
  }

  void provider(TlsProvider tlsProvider) {
    this.provider = tlsProvider;
  }

  TlsSource source(String host) {
    return new Source(options, provider, context, host);
  }

  /** Makes the context at its first use, and one only, so that sessions can be resumed. */
  private static final class Source implements TlsSource {

    private final TlsOptions options;
    private final @Nullable TlsProvider provider;
    private final String host;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SSLContext context;

    Source(
        TlsOptions options,
        @Nullable TlsProvider provider,
        @Nullable SSLContext context,
        String host) {
      this.options = options;
      this.provider = provider;
      this.context = context;
      this.host = host;
    }

    @Override
    public TlsLayer layer() throws SmtpTlsException {
      lock.lock();
      try {
        if (context == null) {
          context = made();
        }
        return new TlsLayer(context, options.protocols(), AsciiDomain.of(host));
      } finally {
        lock.unlock();
      }
    }

    private SSLContext made() throws SmtpTlsException {
      TlsProvider chosen = provider != null ? provider : found();
      try {
        return chosen.context(options);
      } catch (GeneralSecurityException | IOException e) {
        throw new SmtpTlsException("The TLS options cannot be met: " + e.getMessage(), e);
      }
    }

    private static TlsProvider found() throws SmtpTlsException {
      return Providers.tls()
          .orElseThrow(() ->
              new SmtpTlsException(
                  "This runtime has no TLS provider; add the module smtp.tls (with jlink:"
                      + " --add-modules smtp.tls)",
                  null));
    }
  }
}
