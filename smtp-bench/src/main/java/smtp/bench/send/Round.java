package smtp.bench.send;

/**
 * What one turn of a client took.
 *
 * @param mails how many it sent
 * @param nanos how long that was
 * @param cpuNanos processor time of the client
 * @param allocated octets of heap that it asked for
 */
record Round(long mails, long nanos, long cpuNanos, long allocated) {

  double mailsPerSecond() {
    return mails * 1e9 / nanos;
  }

  double cpuPerMail() {
    return (double) cpuNanos / mails;
  }

  double allocatedPerMail() {
    return (double) allocated / mails;
  }
}
