/** Says every command to a server: what a user who wants the whole control writes. */
module examples.tour {
  requires smtp.core;
}
