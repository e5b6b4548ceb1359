package smtp.mailer.internal;

import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import smtp.api.Content;

/** A content that can be written once, in one of its forms, and whether that has begun. */
final class OneShotContent implements Content {

  private final Content content;
  private final AtomicBoolean begun;

  OneShotContent(Content content) {
    this(content, new AtomicBoolean());
  }

  private OneShotContent(Content content, AtomicBoolean begun) {
    this.content = content;
    this.begun = begun;
  }

  boolean isBegun() {
    return begun.get();
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    begun.set(true);
    content.writeTo(out);
  }

  @Override
  public Encoding encoding() {
    return content.encoding();
  }

  @Override
  public boolean requiresUtf8() {
    return content.requiresUtf8();
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public OptionalLong size() {
    return content.size();
  }

  @Override
  public boolean hasCanonicalLines() {
    return content.hasCanonicalLines();
  }

  @Override
  public Optional<Content> eightBit() {
    return content.eightBit().map(form -> new OneShotContent(form, begun));
  }

  @Override
  public Optional<Content> sevenBit() {
    return content.sevenBit().map(form -> new OneShotContent(form, begun));
  }

  @Override
  public Optional<String> noSevenBitReason() {
    return content.noSevenBitReason();
  }
}
