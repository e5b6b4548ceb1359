package smtp.message.internal.encoding;

import java.io.IOException;
import java.io.InputStream;

/** Opens a stream of the same bytes each time, unless it says that it can be read once only. */
@FunctionalInterface
public interface ByteSource {

  /** Opens the stream, which the caller closes. */
  InputStream open() throws IOException;
}
