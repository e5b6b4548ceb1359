package smtp.message.internal.encoding;

import java.io.IOException;
import java.io.InputStream;

/**
 * Opens bytes as a stream, such as the content of a part. It gives the same bytes each time; the
 * rest of a stream is opened only once.
 */
@FunctionalInterface
public interface ByteSource {

  /** Opens the stream, which the caller closes. */
  InputStream open() throws IOException;
}
