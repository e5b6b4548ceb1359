package smtp.core.internal.options;

/**
 * An option of a client. It is a key without a name: only the constant itself identifies it.
 *
 * @param <T> the type of its value
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

  /** Returns the value if the client does not set the option. */
  T defaultValue() {
    return defaultValue;
  }
}
