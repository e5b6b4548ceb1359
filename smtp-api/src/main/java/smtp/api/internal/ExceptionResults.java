package smtp.api.internal;

import org.jspecify.annotations.Nullable;
import smtp.api.SendResult;
import smtp.api.SmtpException;

/**
 * Records in an exception what only the engine knows: the result of the send that it ends, and the
 * server that it is about. The exception exists before its result is complete, and is made where
 * the server is not known.
 */
public final class ExceptionResults {

  private static volatile @Nullable Recorder recorder;

  private ExceptionResults() {}

  /** Sets what only {@link SmtpException} can set. */
  public interface Recorder {
    /** Records the result, once. */
    void record(SmtpException exception, SendResult result);

    /** Records the server, unless there is one. */
    void record(SmtpException exception, String server);

    /** Returns the message without the server. */
    String text(SmtpException exception);
  }

  /** Called by {@link SmtpException} when it is initialized. */
  public static void recorder(Recorder own) {
    recorder = own;
  }

  /**
   * Records the result of a send in an exception.
   *
   * @throws IllegalStateException if it is recorded already
   */
  public static void record(SmtpException exception, SendResult result) {
    recorder().record(exception, result);
  }

  /**
   * Records the server that an exception is about, which its message begins with from now on. The
   * server that was recorded first stays.
   *
   * @param server the host and port, or the path of a Unix socket
   */
  public static void record(SmtpException exception, String server) {
    recorder().record(exception, server);
  }

  /** Returns the message of an exception without the server, to become part of another message. */
  public static String text(SmtpException exception) {
    return recorder().text(exception);
  }

  private static Recorder recorder() {
    Recorder own = recorder;
    if (own == null) {
      throw new IllegalStateException("SmtpException has not been initialized");
    }
    return own;
  }
}
