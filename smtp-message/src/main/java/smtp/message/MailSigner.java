package smtp.message;

import java.io.IOException;
import java.security.GeneralSecurityException;
import smtp.api.Mail;

/**
 * Signs messages before they are sent. {@link DkimSigner} is one; a signer of another kind, such as
 * S/MIME, can implement this interface.
 *
 * <p>A signer takes a message and returns a message, so several signers can be applied one after
 * the other.
 */
@FunctionalInterface
public interface MailSigner {

  /**
   * Returns a signed message with the same envelope. The signed message has one form only, so that
   * no server in transit has a reason to re-encode it, which would break the signature.
   *
   * @throws IOException if the content cannot be read, or has no form that can be signed
   * @throws IllegalArgumentException if the content can be written only once
   * @throws GeneralSecurityException if signing with the key fails
   */
  Mail sign(Mail mail) throws IOException, GeneralSecurityException;
}
