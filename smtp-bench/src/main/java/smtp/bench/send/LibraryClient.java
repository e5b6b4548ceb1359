package smtp.bench.send;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.MailSession;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.TlsMode;
import smtp.core.SmtpClient;
import smtp.lmtp.LmtpClient;

/** This library, with {@code send} or {@code sendAll}. */
final class LibraryClient implements Sender {

  private final MailSession session;
  private final Mail mail;
  private final boolean all;

  LibraryClient(boolean all, InetSocketAddress server, Workload work) throws SmtpException {
    this.all = all;
    this.mail =
        Mail.of(
            Envelope.of(work.sender(), work.recipients().toArray(String[]::new)),
            Content.of(work.content()));
    String host = server.getHostString();
    this.session =
        work.lmtp()
            ? LmtpClient.builder(host, server.getPort()).tls(TlsMode.NONE).build().connect()
            : SmtpClient.builder(host, server.getPort()).tls(TlsMode.NONE).build().connect();
  }

  @Override
  public void send(Quota quota) throws SmtpException {
    if (all) {
      session.sendAll(new RepeatedMail(mail, quota), LibraryClient::requireSent);
      return;
    }
    while (quota.take()) {
      session.send(mail);
    }
  }

  private static void requireSent(Mail mail, SendResult result, @Nullable SmtpException failure) {
    if (failure != null) {
      throw new UncheckedIOException(failure);
    }
  }

  private static final class RepeatedMail implements Iterator<Mail> {
    private final Mail mail;
    private final Quota quota;
    private boolean ready;

    RepeatedMail(Mail mail, Quota quota) {
      this.mail = mail;
      this.quota = quota;
    }

    @Override
    public boolean hasNext() {
      ready = ready || quota.take();
      return ready;
    }

    @Override
    @SuppressWarnings("IteratorNext") // the library calls hasNext first
    public Mail next() {
      ready = false;
      return mail;
    }
  }

  @Override
  public void close() throws IOException {
    session.close();
  }
}
