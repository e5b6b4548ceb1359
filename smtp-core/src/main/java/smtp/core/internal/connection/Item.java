package smtp.core.internal.connection;

/** What a reply is about. For a recipient there is an index as well. */
public enum Item {
  /** A command whose caller reads the reply. */
  COMMAND,
  /** RSET before a transaction. */
  RSET,
  MAIL,
  RCPT,
  DATA,
  /** A chunk that is not the last. */
  CHUNK,
  /** The end of the content: the final dot, or the last chunk. */
  END,
  /** A final dot without content, after a DATA that is no longer needed. */
  EMPTY_END,
  /** QUIT in the same flight as the last message. */
  QUIT
}
