package smtp.it.faults;

/** One fault at one point of a session over one transport. */
record Cell(Transport transport, FaultPoint point, Fault fault) {

  @Override
  public String toString() {
    return transport + ": " + point.words() + ", " + fault.title();
  }
}
