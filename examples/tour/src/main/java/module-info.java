/** An example: sends every command to a server, with full control of the session. */
module examples.tour {
  requires smtp.core;
}
