package smtp.it.faults;

/** One fault at one step of a session that goes one way. */
record Cell(Way way, Step step, Fault fault) {

  @Override
  public String toString() {
    return way + ": " + step.words() + ", " + fault.title();
  }
}
