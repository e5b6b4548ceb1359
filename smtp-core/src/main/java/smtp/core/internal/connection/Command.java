package smtp.core.internal.connection;

import java.nio.ByteBuffer;
import smtp.api.Phase;
import smtp.core.internal.wire.CommandEncoder;

/** A command, as a value. */
public interface Command {

  /** Returns the step of the session that sets its time limit. */
  Phase phase();

  /** Returns the maximum length of the line in bytes, with its line end. */
  default int maxLength() {
    return CommandEncoder.MAX_LINE;
  }

  /**
   * Puts the command and its line end into a buffer with room for {@link #maxLength()} bytes.
   *
   * @throws IllegalArgumentException if the command must not be sent; nothing was put
   */
  void encode(ByteBuffer out);

  /** Returns the command without its line end, for listeners. */
  String line();
}
