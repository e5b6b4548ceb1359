package smtp.core.internal.options;

import java.util.HashMap;
import java.util.Map;

/** The options that a client was built with. Immutable. */
public final class Options {

  /** The options with their default values. */
  public static final Options DEFAULT = new Options(Map.of());

  private final Map<Option<?>, Object> values;

  private Options(Map<Option<?>, Object> values) {
    this.values = values;
  }

  /** Returns the value of an option. */
  @SuppressWarnings("unchecked") // with() puts nothing else
  public <T> T get(Option<T> option) {
    Object value = values.get(option);
    return value == null ? option.defaultValue() : (T) value;
  }

  /** Returns these options with another value for one of them. */
  public <T> Options with(Option<T> option, T value) {
    Map<Option<?>, Object> changed = new HashMap<>(values);
    changed.put(option, value);
    return new Options(changed);
  }
}
