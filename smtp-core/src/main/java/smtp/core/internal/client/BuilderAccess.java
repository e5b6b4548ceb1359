package smtp.core.internal.client;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives the clients of this library what a {@code smtp.core.ClientBuilder} has collected. The
 * builder is public and its settings are not, and a client may be in another package than the
 * builder.
 */
public final class BuilderAccess {

  private static volatile @Nullable Function<Object, ClientSettings> access;

  private BuilderAccess() {}

  /** Called by the builder's class when it is initialized. */
  public static void grant(Function<Object, ClientSettings> settings) {
    access = settings;
  }

  /** Returns the settings of a {@code smtp.core.ClientBuilder}. */
  public static ClientSettings settings(Object builder) {
    Function<Object, ClientSettings> granted = access;
    if (granted == null) {
      throw new IllegalArgumentException("Not a client builder: " + builder);
    }
    return granted.apply(builder);
  }
}
