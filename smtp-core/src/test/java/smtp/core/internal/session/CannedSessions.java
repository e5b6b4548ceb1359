package smtp.core.internal.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.TlsMode;
import smtp.core.ClientBuilder;
import smtp.core.internal.client.BuilderAccess;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.Connections;
import smtp.core.internal.connection.FakeLink;
import smtp.core.internal.event.ListenerSink;
import smtp.core.internal.net.Watch;
import smtp.core.internal.options.Dialect;
import smtp.core.internal.peer.Peer;
import smtp.core.internal.peer.ServerQuirks;

/** Sessions whose server's replies were all made in advance, and messages for them. */
abstract class CannedSessions {

  static final String EHLO = "EHLO c\n";

  private final Watch watch = Watch.start();
  final List<String> log = new ArrayList<>();
  SessionListener listener = SessionListener.NONE;

  @AfterEach
  void release() {
    watch.release();
  }

  /** A session with canned replies, and the link to its server. */
  final class CannedSession {
    final FakeLink link;
    final Session session;

    /**
     * Makes a session; extensions are separated by blanks, and {@code =} stands for a blank in one.
     */
    CannedSession(Options options, Dialect dialect, String extensions, String... replies) {
      String offer = extensions.replaceAll("(\\S+) ?", "250-$1\n").replace('=', ' ');
      link = new FakeLink(Integer.MAX_VALUE, "250-s\n" + offer + "250 HELP\n" + lines(replies));
      Connection connection = Connections.over(link, watch, ListenerSink.of(listener));
      Peer peer = new Peer(connection, options.build(dialect), new ServerQuirks());
      session = new Session(new Greeted(peer, Reply.of(220))) {};
    }

    CannedSession(String extensions, String... replies) {
      this(new Options(), Dialect.SMTP, extensions, replies);
    }

    void sendAll(Mail... mails) throws Exception {
      sendAll(Arrays.asList(mails).iterator());
    }

    void sendAll(Iterator<Mail> mails) throws Exception {
      session.sendAll(
          mails,
          (mail, result, failure) ->
              log.add(
                  result.recipients().stream()
                      .map(one -> one.getClass().getSimpleName())
                      .toList()
                      .toString()));
    }

    void assertWrites(String... writes) {
      assertEquals(List.of(writes), link.written());
    }
  }

  static String lines(String... replies) {
    return String.join("\n", replies) + (replies.length == 0 ? "" : "\n");
  }

  /** The options of a client. */
  static final class Options extends ClientBuilder<Options> {
    smtp.core.internal.options.Options build(Dialect dialect) {
      return BuilderAccess.settings(ehloName("c")).options(dialect, "s", TlsMode.NONE);
    }

    @Override
    protected Options self() {
      return this;
    }
  }

  static Mail mail(String content, String... recipients) {
    return Mail.of(Envelope.of("a@b", recipients), Content.of(content));
  }

  static Mail stream(String content, String... recipients) {
    Content once =
        Content.of(Content.Encoding.SEVEN_BIT, out -> out.write(content.getBytes(US_ASCII)));
    return Mail.of(Envelope.of("a@b", recipients), once);
  }

  static final String MAIL = "MAIL FROM:<a@b>\n";
  static final String RCPT = "RCPT TO:<c@d>\n";
  static final String ENVELOPE = MAIL + RCPT;
}
