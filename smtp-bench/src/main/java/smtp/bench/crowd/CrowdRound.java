package smtp.bench.crowd;

/**
 * What one turn was like.
 *
 * @param messages how many small messages were sent
 * @param nanos how long it took
 * @param cpuNanos the processor time of the process, sinks not included
 * @param allocated the bytes of heap that were allocated, by the callers too
 * @param waits how long each small message took; none if nobody waited
 */
record CrowdRound(long messages, long nanos, long cpuNanos, long allocated, Waits waits) {

  double perSecond() {
    return messages * 1e9 / nanos;
  }

  double cpuMicros() {
    return cpuNanos / 1e3 / messages;
  }

  double allocatedPerMessage() {
    return (double) allocated / messages;
  }

  /** Returns the time within which that part of the messages had its outcome, in milliseconds. */
  double millis(double part) {
    return waits.millis(part);
  }
}
