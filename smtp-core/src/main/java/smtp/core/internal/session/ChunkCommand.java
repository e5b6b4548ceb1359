package smtp.core.internal.session;

import java.nio.ByteBuffer;
import smtp.api.Phase;
import smtp.core.internal.wire.CommandEncoder;

/**
 * A BDAT command (RFC 3030, section 2).
 *
 * @param octets how many octets of content follow it
 * @param last whether they end the content
 */
record ChunkCommand(long octets, boolean last) implements Command {

  @Override
  public Phase phase() {
    return last ? Phase.END_OF_DATA : Phase.CONTENT;
  }

  @Override
  public int maxOctets() {
    return CommandEncoder.MAX_LINE;
  }

  @Override
  public void encode(ByteBuffer out) {
    CommandEncoder.encodeChunk(octets, last, out);
  }

  @Override
  public String line() {
    return "BDAT " + octets + (last ? " LAST" : "");
  }
}
