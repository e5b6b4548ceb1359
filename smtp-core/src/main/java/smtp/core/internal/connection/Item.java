package smtp.core.internal.connection;

/** What a reply answers. A recipient is told from the others by its index beside this. */
public enum Item {
  /** A command whose caller waits for the reply. */
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
  /** A final dot without content, after a DATA that is of no use any more. */
  EMPTY_END,
  /** QUIT in the same flight as the last message. */
  QUIT
}
