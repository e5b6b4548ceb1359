package smtp.api.internal;

import org.jspecify.annotations.Nullable;
import smtp.api.SendResult;
import smtp.api.SmtpException;

/**
 * Records the result of a send in the exception that ends it. The exception exists before its
 * result is complete, and only the engine may set it.
 */
public final class ExceptionResults {

  private static volatile @Nullable Recorder recorder;

  private ExceptionResults() {}

  /** Sets the result, which only {@link SmtpException} can do. */
  @FunctionalInterface
  public interface Recorder {
    /** Records the result, once. */
    void record(SmtpException exception, SendResult result);
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
    Recorder own = recorder;
    if (own == null) {
      throw new IllegalStateException("SmtpException has not been initialized");
    }
    own.record(exception, result);
  }
}
