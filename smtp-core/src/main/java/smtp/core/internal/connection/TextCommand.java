package smtp.core.internal.connection;

import java.nio.ByteBuffer;
import smtp.api.Phase;
import smtp.core.internal.wire.CommandEncoder;

/**
 * A command that is a line of text.
 *
 * @param line the command without its line end
 * @param utf8 whether it may hold characters other than ASCII
 */
public record TextCommand(Phase phase, String line, boolean utf8) implements Command {

  public static final TextCommand DATA = of(Phase.DATA, "DATA");
  public static final TextCommand RSET = of(Phase.COMMAND, "RSET");
  public static final TextCommand NOOP = of(Phase.COMMAND, "NOOP");
  public static final TextCommand HELP = of(Phase.COMMAND, "HELP");
  public static final TextCommand STARTTLS = of(Phase.TLS, "STARTTLS");
  public static final TextCommand QUIT = of(Phase.QUIT, "QUIT");

  /** Makes a command in ASCII. */
  public static TextCommand of(Phase phase, String line) {
    return new TextCommand(phase, line, false);
  }

  @Override
  public void encode(ByteBuffer out) {
    CommandEncoder.encode(line, maxLength(), utf8, out);
  }
}
