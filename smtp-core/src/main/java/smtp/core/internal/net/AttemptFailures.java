package smtp.core.internal.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What kept each address of a host from being connected to. */
final class AttemptFailures {

  /** How many are told in words; a name may have hundreds of addresses. */
  private static final int TOLD = 8;

  private final List<IOException> all = new ArrayList<>();

  void add(InetSocketAddress address, @Nullable String reason, @Nullable Exception cause) {
    String words = address.getAddress().getHostAddress() + ": " + reason;
    all.add(new ConnectException(words));
    if (cause != null) {
      all.getLast().initCause(cause);
    }
  }

  int count() {
    return all.size();
  }

  /** Returns one failure for all: the only one, or one that has them all suppressed. */
  IOException combined() {
    if (all.size() == 1) {
      return all.getFirst();
    }
    String told =
        all.stream().limit(TOLD).map(Throwable::getMessage).collect(Collectors.joining("; "));
    IOException failure =
        new ConnectException(
            all.size() <= TOLD ? told : told + "; and " + (all.size() - TOLD) + " more");
    all.forEach(failure::addSuppressed);
    return failure;
  }
}
