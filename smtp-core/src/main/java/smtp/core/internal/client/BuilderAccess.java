package smtp.core.internal.client;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives the clients of this library access to the settings of a {@code smtp.core.ClientBuilder}.
 * The builder is public, its settings are not, and a client may be in another package.
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
