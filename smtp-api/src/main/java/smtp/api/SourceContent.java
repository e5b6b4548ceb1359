package smtp.api;

import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** Content that the caller's code writes. */
final class SourceContent implements Content {

  private final Encoding encoding;
  private final Source source;
  private final boolean repeatable;
  private final AtomicBoolean written = new AtomicBoolean();

  SourceContent(Encoding encoding, Source source, boolean repeatable) {
    this.encoding = encoding;
    this.source = source;
    this.repeatable = repeatable;
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    if (!repeatable && written.getAndSet(true)) {
      throw new IllegalStateException(
          "This content can be sent only once, and was; make a new one");
    }
    source.writeTo(out);
  }

  @Override
  public Encoding encoding() {
    return encoding;
  }

  @Override
  public boolean repeatable() {
    return repeatable;
  }

  @Override
  public String toString() {
    return "Content[from a %s, %s]".formatted(repeatable ? "source" : "stream", encoding);
  }
}
