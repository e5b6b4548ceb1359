package smtp.bench.crowd;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.MailSession;
import smtp.api.SendResult;
import smtp.api.ServerClient;
import smtp.api.SmtpException;

/** The limit of all who share connections: {@code sendAll} on each, with a message always ready. */
final class Streams extends Party {

  private final List<MailSession> sessions = new ArrayList<>();
  private final Mail mail;

  Streams(int connections, ServerClient client, Letter letter) throws SmtpException {
    this.mail = letter.mail();
    for (int i = 0; i < connections; i++) {
      sessions.add(client.connect());
    }
  }

  @Override
  Sent sendUntil(long end) throws Exception {
    List<Callable<Long>> streams = new ArrayList<>();
    for (MailSession session : sessions) {
      streams.add(() -> stream(session, end));
    }
    long messages = 0;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Long> each : executor.invokeAll(streams)) {
        messages += each.get();
      }
    }
    return new Sent(messages, Waits.NONE);
  }

  private long stream(MailSession session, long end) throws SmtpException {
    Endless messages = new Endless(end);
    session.sendAll(messages, Streams::requireSent);
    return messages.taken;
  }

  private static void requireSent(Mail mail, SendResult result, @Nullable SmtpException failure) {
    if (failure != null) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    sessions.forEach(MailSession::close);
  }

  /** The same message until a time. */
  private final class Endless implements Iterator<Mail> {
    private final long end;
    private long taken;

    Endless(long end) {
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      return taken == 0 || System.nanoTime() < end;
    }

    @Override
    @SuppressWarnings("IteratorNext") // the library calls hasNext first
    public Mail next() {
      taken++;
      return mail;
    }
  }
}
