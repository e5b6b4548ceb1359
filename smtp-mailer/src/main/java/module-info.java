/**
 * The mailer, {@link smtp.mailer.Mailer}: one object that a whole application sends through. It
 * keeps connections, sends what piles up together, limits its rate, tries again, and tells each
 * caller the outcome for each recipient.
 */
module smtp.mailer {
  requires static transitive org.jspecify;
  requires transitive smtp.core;

  exports smtp.mailer;
  exports smtp.mailer.status;
}
