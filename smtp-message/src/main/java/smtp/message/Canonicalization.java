package smtp.message;

import smtp.message.internal.dkim.CanonicalForm;

/**
 * Which changes in transit a DKIM signature tolerates (RFC 6376, section 3.4). It is chosen for the
 * header and for the body with {@link DkimSigner.Builder#canonicalization}.
 */
public enum Canonicalization {
  /** No change is tolerated, except empty lines at the end of the body. */
  SIMPLE(CanonicalForm.SIMPLE),

  /**
   * Changes of whitespace are tolerated; in the header also those of folding and of the case of
   * field names. Most signers use this form.
   */
  RELAXED(CanonicalForm.RELAXED);

  private final CanonicalForm form;

  Canonicalization(CanonicalForm form) {
    this.form = form;
  }

  CanonicalForm form() {
    return form;
  }
}
