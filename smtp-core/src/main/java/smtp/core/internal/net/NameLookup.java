package smtp.core.internal.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up a host's addresses under a deadline. Nothing can interrupt the platform's resolver, so
 * it runs on a thread of its own that is abandoned if it takes too long.
 */
final class NameLookup {

  private NameLookup() {}

  static List<InetAddress> addresses(String host, long deadline) throws IOException {
    FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> InetAddress.getAllByName(host));
    Thread.ofPlatform().daemon().name("smtp-name-lookup").start(lookup);
    try {
      return List.of(lookup.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownHostException unknown
          ? unknown
          : new IOException("The name " + host + " cannot be looked up", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("The name " + host + " was not found in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while looking up " + host);
    }
  }
}
