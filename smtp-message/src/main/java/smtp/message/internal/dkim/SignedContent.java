package smtp.message.internal.dkim;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import smtp.api.Content;
import smtp.message.internal.encoding.Tee;
import smtp.message.internal.stored.StoredHeader;

/** A signature field and the content that it signs, in the one form that was signed. */
public final class SignedContent implements Content {

  private final byte[] signature;
  private final Content content;
  private final CanonicalForm bodyForm;
  private final byte[] bodyHash;

  /** Makes signed content of a complete DKIM-Signature field and what it signs. */
  public SignedContent(byte[] signature, Content content, CanonicalForm bodyForm, byte[] bodyHash) {
    this.signature = signature;
    this.content = content;
    this.bodyForm = bodyForm;
    this.bodyHash = bodyHash;
  }

  /**
   * Writes content to {@code out}, and returns its header and the hash of its body.
   *
   * @throws IOException if the content could not be read, or {@code out} failed
   */
  public static Pass pass(Content content, CanonicalForm bodyForm, OutputStream out)
      throws IOException, GeneralSecurityException {
    BodyHash hash = new BodyHash(bodyForm, MessageDigest.getInstance("SHA-256"));
    HeaderAndBody split = new HeaderAndBody(hash);
    try {
      content.writeTo(new Tee(split, out));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The content of the message could not be read", e);
    }
    return new Pass(split.header(), hash.hash());
  }

  /** What a pass over the content found. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared
  public record Pass(StoredHeader header, byte[] bodyHash) {}

  @Override
  public void writeTo(OutputStream out) throws Exception {
    out.write(signature);
    Pass now = pass(content, bodyForm, out);
    if (!MessageDigest.isEqual(now.bodyHash(), bodyHash)) {
      throw new IOException("The body of the message has changed since it was signed");
    }
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
  public OptionalLong size() {
    OptionalLong size = content.size();
    return size.isPresent() ? OptionalLong.of(signature.length + size.getAsLong()) : size;
  }

  @Override
  public Optional<Content> sevenBit() {
    return encoding() == Encoding.SEVEN_BIT ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Optional<String> noSevenBitReason() {
    return encoding() == Encoding.SEVEN_BIT
        ? Optional.empty()
        : Optional.of("a DKIM signature covers a part that would have to be encoded");
  }
}
