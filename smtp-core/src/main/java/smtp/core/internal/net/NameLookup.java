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
import org.jspecify.annotations.Nullable;
import smtp.api.internal.AddressLiteral;

/**
 * Looks up the addresses of a host within a deadline. Nothing can interrupt the system's resolver,
 * so it runs on its own thread, which is abandoned if it takes too long. An address needs no
 * lookup.
 */
final class NameLookup {

  private NameLookup() {}

  static List<InetAddress> addresses(String host, long deadline) throws IOException {
    if (AddressLiteral.isAddress(host)) {
      // With its zone, which the literal leaves out.
      return List.of(InetAddress.getByName(host));
    }
    if (deadline - System.nanoTime() <= 0) {
      // A fast lookup might succeed even though the deadline has passed.
      throw late(host, null);
    }
    FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> InetAddress.getAllByName(host));
    Thread.ofPlatform().daemon().name("smtp-name-lookup").start(lookup);
    try {
      return List.of(lookup.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownHostException unknown
          ? unknown
          : new IOException("The name " + host + " could not be looked up", e.getCause());
    } catch (TimeoutException e) {
      throw late(host, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while looking up " + host);
    }
  }

  private static IOException late(String host, @Nullable TimeoutException cause) {
    return new IOException("The name " + host + " was not found in time", cause);
  }
}
