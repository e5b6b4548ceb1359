/** Sends a message from the command line: what a user of the library writes. */
module examples.send {
  requires smtp.core;
  requires smtp.message;
}
