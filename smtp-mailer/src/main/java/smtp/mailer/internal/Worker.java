package smtp.mailer.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import smtp.api.MailSession;
import smtp.api.ServerClient;
import smtp.api.SmtpException;
import smtp.api.SmtpSenderRefusedException;

/**
 * The thread of a connection: connect, send batches, rest, and end. The dispatcher decides, the
 * worker waits for servers. No lock is held while it does.
 */
public final class Worker {

  private final Dispatcher dispatcher;
  private final Connection connection;
  private final ServerClient client;
  private volatile @Nullable MailSession session;
  private volatile @Nullable Thread thread;
  private @Nullable SmtpException lost;

  /**
   * Makes a worker.
   *
   * @param client opens the connection
   */
  public Worker(Dispatcher dispatcher, Connection connection, ServerClient client) {
    this.dispatcher = dispatcher;
    this.connection = connection;
    this.client = client;
  }

  /** Runs until the connection has ended. */
  public void run() {
    thread = Thread.currentThread();
    if (connect()) {
      while (step()) {
        // The dispatcher says when to stop.
      }
    }
  }

  /** Opens the connection. Returns whether it is open. */
  boolean connect() {
    try {
      session = client.connect();
    } catch (SmtpException e) {
      dispatcher.notConnected(connection, e);
      return false;
    } catch (RuntimeException | Error e) {
      dispatcher.notConnected(connection, new SmtpException("The client failed: " + e, e));
      return false;
    }
    dispatcher.connected(connection);
    return true;
  }

  /** Does what comes next. Returns whether there is more to do. */
  boolean step() {
    Next next = dispatcher.next(connection);
    if (next == Next.REST) {
      dispatcher.rest(connection);
      return true;
    }
    if (next == Next.SEND && isAlive() && sendBatch()) {
      return true;
    }
    end();
    return false;
  }

  /** Asks a server that was not spoken to for a while whether it still listens. */
  private boolean isAlive() {
    if (!dispatcher.wantsProbe(connection)) {
      return true;
    }
    try {
      return openSession().noop().isPositive();
    } catch (SmtpException e) {
      lost = e;
      return false;
    }
  }

  /** Sends what there is. Returns whether the connection can be used again. */
  private boolean sendBatch() {
    Batch batch = new Batch(dispatcher, connection, this::isFull);
    MailSession open = openSession();
    try {
      open.sendAll(batch, batch);
    } catch (SmtpException e) {
      lost = open.isOpen() ? null : e;
    } catch (RuntimeException | Error e) {
      lost = new SmtpException("A message ended the connection: " + e, e);
    } finally {
      batch.settleRest();
    }
    dispatcher.batchEnded(connection);
    return lost == null && open.isReusable();
  }

  /**
   * Returns whether the server refused a sender because it takes no more messages on this
   * connection: the session knows such replies.
   */
  private boolean isFull(@Nullable SmtpException failure) {
    return failure instanceof SmtpSenderRefusedException
        && openSession().isOpen()
        && !openSession().isReusable();
  }

  private MailSession openSession() {
    MailSession open = session;
    if (open == null) {
      throw new IllegalStateException("not connected");
    }
    return open;
  }

  /** The dispatcher need not wait for the goodbye. */
  private void end() {
    dispatcher.ended(connection, lost);
    openSession().close();
  }

  /** Ends a rest. */
  public void unpark() {
    LockSupport.unpark(thread);
  }

  /** Cuts the connection, whatever it does. Called by another thread. */
  public void abort() {
    MailSession open = session;
    if (open != null) {
      open.close();
    }
    Thread running = thread;
    if (open == null && running != null) {
      running.interrupt();
    }
  }
}
