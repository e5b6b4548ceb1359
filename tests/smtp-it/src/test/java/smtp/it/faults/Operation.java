package smtp.it.faults;

/** What the caller asks of the library, in this order. */
enum Operation {
  CONNECT,
  SEND,
  RSET,
  NOOP,
  QUIT
}
