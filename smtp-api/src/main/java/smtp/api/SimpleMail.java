package smtp.api;

/** A message of a given envelope and a given content. */
record SimpleMail(Envelope envelope, Content content) implements Mail {

  @Override
  public String toString() {
    return "Mail[" + envelope + ", " + content + "]";
  }
}
