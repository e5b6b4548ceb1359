/**
 * An example: authenticates with a mechanism that the library does not know, without requiring its
 * module.
 */
module examples.application {
  requires smtp.core;
}
