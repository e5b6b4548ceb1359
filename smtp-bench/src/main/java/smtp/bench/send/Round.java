package smtp.bench.send;

/**
 * What one turn of a client used.
 *
 * @param mails how many messages it sent
 * @param nanos the elapsed time
 * @param cpuNanos the processor time of the client
 * @param allocated the bytes of heap that it allocated
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
