package smtp.message;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import smtp.api.Content;

/** Content behind a signature, in the one form that was signed. */
final class SignedContent implements Content {

  private final byte[] signature;
  private final Content content;
  private final Canonicalization canonicalization;
  private final byte[] bodyHash;

  SignedContent(
      byte[] signature, Content content, Canonicalization canonicalization, byte[] bodyHash) {
    this.signature = signature;
    this.content = content;
    this.canonicalization = canonicalization;
    this.bodyHash = bodyHash;
  }

  /** Returns the hash of the body while the whole goes to {@code out}. */
  static Pass pass(Content content, Canonicalization canonicalization, OutputStream out)
      throws IOException, GeneralSecurityException {
    DkimBodyHash hash = new DkimBodyHash(canonicalization, MessageDigest.getInstance("SHA-256"));
    HeaderAndBody split = new HeaderAndBody(hash);
    try {
      content.writeTo(new Tee(split, out));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The content of the message cannot be had", e);
    }
    return new Pass(split.header(), hash.hash());
  }

  /** What one pass over the content found. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared
  record Pass(StoredHeader header, byte[] bodyHash) {}

  @Override
  public void writeTo(OutputStream out) throws Exception {
    out.write(signature);
    Pass now = pass(content, canonicalization, out);
    if (!MessageDigest.isEqual(now.bodyHash(), bodyHash)) {
      throw new IOException("The body of the message is not the one that was signed");
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
}
