package smtp.message;

import java.util.List;
import java.util.Objects;

/** Checks arguments of public methods. */
final class Arguments {

  private Arguments() {}

  /**
   * Returns the elements of an array that is an argument, if neither it nor one of them is null.
   */
  static <T> List<T> elements(T[] array, String parameter) {
    Objects.requireNonNull(array, parameter);
    for (T element : array) {
      Objects.requireNonNull(element, parameter);
    }
    return List.of(array);
  }
}
