package smtp.message;

import java.io.IOException;
import java.security.GeneralSecurityException;
import smtp.api.Mail;

/**
 * Signs messages: {@link DkimSigner} does, and a signer of another kind, such as S/MIME, can.
 *
 * <p>What comes out is a mail of its own, so signatures can be put on one another.
 */
@FunctionalInterface
public interface MailSigner {

  /**
   * Returns a signed mail with the same envelope. What a server could change on the way, such as an
   * eight-bit encoding, is fixed in it.
   *
   * @throws IOException if the content cannot be read, or has no form that survives the way
   * @throws IllegalArgumentException if the content can be written once only
   * @throws GeneralSecurityException if the key does not sign
   */
  Mail sign(Mail mail) throws IOException, GeneralSecurityException;
}
