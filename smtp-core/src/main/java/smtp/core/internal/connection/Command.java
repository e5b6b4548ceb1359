package smtp.core.internal.connection;

import java.nio.ByteBuffer;
import smtp.api.Phase;
import smtp.core.internal.wire.CommandEncoder;

/** A command, as a value. */
public interface Command {

  /** Returns the step of the session that it belongs to, which has its time limit. */
  Phase phase();

  /** Returns how long the line may be, in bytes, with its line end. */
  default int maxLength() {
    return CommandEncoder.MAX_LINE;
  }

  /**
   * Puts the command and its line end into a buffer that has room for {@link #maxLength()}.
   *
   * @throws IllegalArgumentException if it must not be sent; nothing was put then
   */
  void encode(ByteBuffer out);

  /** Returns the command without its line end, for listeners. */
  String line();
}
