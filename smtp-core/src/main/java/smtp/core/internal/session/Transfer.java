package smtp.core.internal.session;

/** The command that carries a content. */
enum Transfer {
  /** DATA (RFC 5321, section 4.1.1.4). */
  DATA,
  /** BDAT, for a content whose size is known (RFC 3030). */
  CHUNK,
  /** BDAT, for a content whose size is not known. */
  CHUNKS
}
