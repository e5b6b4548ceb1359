package smtp.it;

import java.time.Duration;
import java.util.Iterator;
import smtp.api.Credentials;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.MailSession;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.TlsMode;
import smtp.core.ClientBuilder;
import smtp.core.SmtpClient;
import smtp.lmtp.LmtpClient;

/** A server, and the options with which a client of the soak sends to it. */
enum SoakWay {
  SMTP("postfix.relay"),
  SMTP_DATA("postfix.relay") {
    @Override
    <B extends ClientBuilder<B>> B with(B builder, RealServers servers) {
      return super.with(builder, servers).disable(Extension.CHUNKING);
    }
  },
  SMTP_LOCK_STEP("postfix.strict") {
    @Override
    <B extends ClientBuilder<B>> B with(B builder, RealServers servers) {
      return super.with(builder, servers).disable(Extension.CHUNKING, Extension.PIPELINING);
    }
  },
  SMTP_CONFIRMED("postfix.relay") {
    @Override
    <B extends ClientBuilder<B>> B with(B builder, RealServers servers) {
      return super.with(builder, servers).confirmBeforeEnd();
    }
  },
  SMTP_TLS("postfix.relay") {
    @Override
    <B extends ClientBuilder<B>> B with(B builder, RealServers servers) {
      return super.with(builder, servers).tls(TlsMode.STARTTLS);
    }
  },
  SUBMISSION("dovecot.submission") {
    @Override
    <B extends ClientBuilder<B>> B with(B builder, RealServers servers) {
      return super.with(builder, servers)
          .tls(TlsMode.STARTTLS)
          .credentials(Credentials.password("alice@example.test", "alicepw"));
    }
  },
  LMTP("dovecot.lmtp"),
  LMTP_DATA("dovecot.lmtp") {
    @Override
    <B extends ClientBuilder<B>> B with(B builder, RealServers servers) {
      return super.with(builder, servers).disable(Extension.CHUNKING);
    }
  };

  /** So short that a stalled connection does not delay the rest. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String listener;

  SoakWay(String listener) {
    this.listener = listener;
  }

  /** What SMTP and LMTP clients have in common. */
  record Client(One one, Many many, Connecting connecting) {
    interface One {
      SendResult send(Mail mail) throws SmtpException;
    }

    interface Many {
      void sendAll(Iterator<? extends Mail> mails, SendListener listener) throws SmtpException;
    }

    interface Connecting {
      MailSession connect() throws SmtpException;
    }
  }

  String listener() {
    return listener;
  }

  boolean isLmtp() {
    return listener.equals("dovecot.lmtp");
  }

  boolean isOverTls() {
    return this == SMTP_TLS || this == SUBMISSION;
  }

  /** Returns the server whose mailboxes receive the messages. */
  String store() {
    return isLmtp() ? "dovecot" : "postfix";
  }

  /** Returns a client for the server on a port of this machine. */
  Client client(RealServers servers, int port) {
    if (isLmtp()) {
      LmtpClient client = with(LmtpClient.builder("localhost", port), servers).build();
      return new Client(client::send, client::sendAll, client::connect);
    }
    SmtpClient client = with(SmtpClient.builder("localhost", port), servers).build();
    return new Client(client::send, client::sendAll, client::connect);
  }

  <B extends ClientBuilder<B>> B with(B builder, RealServers servers) {
    return builder.trust(servers.authority()).timeout(PATIENCE);
  }
}
