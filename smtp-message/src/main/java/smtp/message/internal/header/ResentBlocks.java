package smtp.message.internal.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields whose names begin with {@code Resent-}, in blocks: each resending adds one, in which a
 * field occurs once (RFC 5322, section 3.6.6).
 */
public final class ResentBlocks {

  private static final String PREFIX = "Resent-";

  private ResentBlocks() {}

  /** Returns whether a field belongs to a block. */
  public static boolean isResent(String name) {
    return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /** Returns the blocks of a header in order: where a name occurs again, another block begins. */
  static <F extends EnvelopeField> List<List<F>> of(List<F> header) {
    for (F field : header) {
      if (isResent(field.name())) {
        return divided(header);
      }
    }
    return List.of();
  }

  /** Returns the block that was begun last, or an empty list. */
  static <F extends EnvelopeField> List<F> latest(List<F> header) {
    List<List<F>> blocks = of(header);
    return blocks.isEmpty() ? List.of() : blocks.getLast();
  }

  private static <F extends EnvelopeField> List<List<F>> divided(List<F> header) {
    List<List<F>> blocks = new ArrayList<>();
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (F field : header) {
      if (!isResent(field.name())) {
        continue;
      }
      boolean again = !names.add(field.name());
      if (again || blocks.isEmpty()) {
        names.clear();
        names.add(field.name());
        blocks.add(new ArrayList<>());
      }
      blocks.getLast().add(field);
    }
    return blocks;
  }
}
