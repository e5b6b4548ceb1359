package smtp.api;

/** A mail object of two given parts. */
record SimpleMail(Envelope envelope, Content content) implements Mail {}
