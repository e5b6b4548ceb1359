package smtp.message;

/** What the octets of a serialized message may be. Nothing else decides how it is written. */
enum Form {
  SEVEN_BIT,
  EIGHT_BIT
}
