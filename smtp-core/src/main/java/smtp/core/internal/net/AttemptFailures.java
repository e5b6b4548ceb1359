package smtp.core.internal.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why connecting to each address of a host failed. What the system said is quoted, and its words
 * differ between systems and versions of Java; so what follows from it is told by the type: a
 * {@link ConnectException} here means that no server accepts connections at that address and port.
 */
final class AttemptFailures {

  /** A message lists at most this many; a name may have hundreds of addresses. */
  private static final int LISTED = 8;

  private final List<IOException> all = new ArrayList<>();

  void add(InetSocketAddress address, @Nullable String reason, @Nullable Exception cause) {
    String message = address.getAddress().getHostAddress() + ": " + reason;
    all.add(failure(cause instanceof ConnectException, message));
    if (cause != null) {
      all.getLast().initCause(cause);
    }
  }

  private static IOException failure(boolean refused, String message) {
    return refused ? new ConnectException(message) : new IOException(message);
  }

  int count() {
    return all.size();
  }

  /** Returns one failure for all: the only one, or one that has all of them as suppressed. */
  IOException combined() {
    if (all.size() == 1) {
      return all.getFirst();
    }
    String listed =
        all.stream().limit(LISTED).map(Throwable::getMessage).collect(Collectors.joining("; "));
    IOException failure =
        failure(
            all.stream().anyMatch(ConnectException.class::isInstance),
            all.size() <= LISTED ? listed : listed + "; and " + (all.size() - LISTED) + " more");
    all.forEach(failure::addSuppressed);
    return failure;
  }
}
