package smtp.it.faults;

/** The calls of the library's user, in this order. */
enum Operation {
  CONNECT,
  SEND,
  RSET,
  NOOP,
  QUIT
}
