package smtp.core.internal.send;

import java.nio.ByteBuffer;
import smtp.api.Phase;
import smtp.core.internal.connection.Command;
import smtp.core.internal.wire.CommandEncoder;

/**
 * A BDAT command (RFC 3030, section 2).
 *
 * @param bytes how many bytes of content follow it
 * @param last whether they end the content
 */
record ChunkCommand(long bytes, boolean last) implements Command {

  @Override
  public Phase phase() {
    return last ? Phase.END_OF_DATA : Phase.CONTENT;
  }

  @Override
  public void encode(ByteBuffer out) {
    CommandEncoder.encodeChunk(bytes, last, out);
  }

  @Override
  public String line() {
    return "BDAT " + bytes + (last ? " LAST" : "");
  }
}
