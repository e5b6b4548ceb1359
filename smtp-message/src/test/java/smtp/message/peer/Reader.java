package smtp.message.peer;

import java.util.List;

/** Another implementation, which reads a message. */
public interface Reader {

  /** Returns what the implementation finds in a message. */
  Reading read(byte[] message) throws Exception;

  /** Returns the readers that need no other program. */
  static List<Reader> inJava() {
    return List.of(new Mime4jReader(), new AngusReader());
  }
}
