package smtp.core.internal.send;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recipients of a message that share one transaction. */
final class Portion {

  /** All of them, as for most messages. */
  static final Portion ALL = new Portion(null);

  /** Their indices in the envelope. */
  private final @Nullable List<Integer> indices;

  private Portion(@Nullable List<Integer> indices) {
    this.indices = indices;
  }

  /** Makes a portion of the recipients with these indices in the envelope. */
  static Portion of(List<Integer> indices) {
    return new Portion(indices);
  }

  boolean isAll() {
    return indices == null;
  }

  /** Returns the index in the envelope of a recipient of this portion. */
  int index(int position) {
    return indices == null ? position : indices.get(position);
  }

  /** Selects from a list that has an element for each recipient of the envelope. */
  <T> List<T> select(List<T> all) {
    return indices == null ? all : indices.stream().map(all::get).toList();
  }
}
