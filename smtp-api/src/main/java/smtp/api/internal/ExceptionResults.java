package smtp.api.internal;

import org.jspecify.annotations.Nullable;
import smtp.api.SendResult;
import smtp.api.SmtpException;

/**
 * Records the result of a send in the exception that ends it. The exception exists before the
 * result is complete, and nobody but the engine may set it.
 */
public final class ExceptionResults {

  private static volatile @Nullable Recorder recorder;

  private ExceptionResults() {}

  /** The part that only {@link SmtpException} can play. */
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
   * Records what became of the message.
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
