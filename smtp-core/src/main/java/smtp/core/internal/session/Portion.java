package smtp.core.internal.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of a mail's recipients one transaction is for. */
final class Portion {

  /** All of them, as with most mails. */
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

  /** Returns the index in the envelope of one of this portion. */
  int index(int position) {
    return indices == null ? position : indices.get(position);
  }

  /** Returns those of this portion, out of as many things as the envelope has recipients. */
  <T> List<T> select(List<T> all) {
    return indices == null ? all : indices.stream().map(all::get).toList();
  }
}
