package smtp.core.internal.options;

/**
 * An option of a client, known by its identity.
 *
 * @param <T> its type
 */
public final class Option<T> {

  private final T defaultValue;

  private Option(T defaultValue) {
    this.defaultValue = defaultValue;
  }

  /** Declares an option. */
  static <T> Option<T> of(T defaultValue) {
    return new Option<>(defaultValue);
  }

  /** Returns its value in a client that was built without it. */
  T defaultValue() {
    return defaultValue;
  }
}
