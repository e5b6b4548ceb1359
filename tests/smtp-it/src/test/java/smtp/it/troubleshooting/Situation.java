package smtp.it.troubleshooting;

import smtp.api.SmtpException;

/**
 * Something that goes wrong.
 *
 * @param name what it is
 * @param provocation what makes it go wrong
 */
record Situation(String name, Provocation provocation) {

  /** Makes something go wrong. */
  @FunctionalInterface
  interface Provocation {
    /** Throws the failure. */
    void run() throws Exception;
  }

  /** Provokes the failure and returns it. */
  SmtpException failure() {
    try {
      provocation.run();
    } catch (SmtpException e) {
      return e;
    } catch (Exception e) {
      throw new AssertionError(name, e);
    }
    throw new AssertionError(name + ": nothing went wrong");
  }

  @Override
  public String toString() {
    return name;
  }
}
