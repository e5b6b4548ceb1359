package smtp.mailer.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import smtp.api.MailSession;
import smtp.api.SmtpException;
import smtp.api.SmtpSenderRefusedException;

/**
 * One connection, and what its thread does with it: connect, send batches, rest, and end. The
 * dispatcher decides, the worker waits for servers. No lock is held while it does.
 */
public final class Worker {

  /** What to do next. */
  enum Next {
    SEND,
    REST,
    END
  }

  private final Dispatcher dispatcher;
  private final Server server;
  private volatile @Nullable MailSession session;
  private volatile @Nullable Thread thread;
  private @Nullable SmtpException lost;

  // Guarded by the dispatcher's lock.

  /** When the connection is to be closed because of its age. */
  long oldAt;

  /** When it was used last. */
  long usedAt;

  /** Until when it may rest. */
  long restUntil;

  /** How many messages were taken for this connection, and how many of them were answered. */
  int taken;

  int answered;

  /** How many messages the current batch has taken, and how many it may still take. */
  int inBatch;

  int room;

  /** Whether it was woken and has not asked for work yet. */
  boolean woken;

  /** Whether a connection was lost during the current batch. */
  boolean hit;

  Worker(Dispatcher dispatcher, Server server) {
    this.dispatcher = dispatcher;
    this.server = server;
  }

  Server server() {
    return server;
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

  /** Opens the connection. */
  public boolean connect() {
    try {
      session = server.client.connect();
    } catch (SmtpException e) {
      dispatcher.notConnected(this, e);
      return false;
    } catch (RuntimeException | Error e) {
      dispatcher.notConnected(this, new SmtpException("The client failed: " + e, e));
      return false;
    }
    dispatcher.connected(this);
    return true;
  }

  /** Does what comes next. Returns whether there is more to do. */
  public boolean step() {
    Next next = dispatcher.next(this);
    if (next == Next.REST) {
      dispatcher.rest(this);
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
    if (!dispatcher.wantsProbe(this)) {
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
    Batch batch = new Batch(dispatcher, this);
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
    dispatcher.batchEnded(this);
    return lost == null && open.isReusable();
  }

  /**
   * Returns whether the server refused a sender because it takes no more messages on this
   * connection: the session knows such replies.
   */
  boolean isFull(@Nullable SmtpException failure) {
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

  private void end() {
    MailSession open = openSession();
    dispatcher.ended(this, lost);
    open.close();
  }

  /** Ends a rest. */
  void unpark() {
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
