/** An example: sends a message from the command line. */
module examples.send {
  requires smtp.core;
  requires smtp.message;
}
