/** Logs in with a mechanism that the library does not know. It need not name its module. */
module examples.application {
  requires smtp.core;
}
