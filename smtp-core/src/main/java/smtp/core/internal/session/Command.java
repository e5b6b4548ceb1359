package smtp.core.internal.session;

import java.nio.ByteBuffer;
import smtp.api.Phase;

/** A command that each mail has, and that is encoded without a string being made of it. */
interface Command {

  /** Returns which command it is. */
  Phase phase();

  /** Returns how long the line may be, its end included. */
  int maxOctets();

  /** Puts the command and its line end into a buffer that has room for it. */
  void encode(ByteBuffer out);

  /** Returns the command without line end, for who wants to see it. */
  String line();
}
