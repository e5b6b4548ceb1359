package smtp.message;

/** Another implementation's opinion of a message. */
interface Reader {
  Reading read(byte[] message) throws Exception;
}
