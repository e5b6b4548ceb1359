package smtp.bench;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import org.apache.commons.net.DefaultSocketFactory;
import org.apache.commons.net.smtp.SMTP;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** How the peers read a reply. */
final class PeerReaders {

  private PeerReaders() {}

  /** Angus Mail's method, which only a subclass can call. */
  static final class AngusMail extends SMTPTransport {

    private AngusMail(Properties properties) {
      super(
          Session.getInstance(properties), new URLName("smtp", "localhost", 25, null, null, null));
    }

    static AngusMail on(Pieces pieces) throws MessagingException {
      Properties properties = new Properties();
      properties.put("mail.smtp.ehlo", "false");
      AngusMail reader = new AngusMail(properties);
      reader.connect(new FakeServer("220 ready\r\n250 hello\r\n", pieces));
      return reader;
    }

    synchronized int read() throws MessagingException {
      return readServerResponse();
    }
  }

  /** Commons Net's method. */
  static SMTP commonsNet(Pieces pieces) throws IOException {
    SMTP smtp = new SMTP();
    smtp.setSocketFactory(
        new DefaultSocketFactory() {
          @Override
          public Socket createSocket() {
            return new FakeServer("220 ready\r\n", pieces);
          }
        });
    smtp.connect("127.0.0.1");
    return smtp;
  }
}
