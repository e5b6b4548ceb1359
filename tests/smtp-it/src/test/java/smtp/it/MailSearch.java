package smtp.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the messages of a mailbox that contain one of several marks, and reads each file once. */
final class MailSearch {
  /** The form of what {@link RealServers#mark()} returns. */
  private static final Pattern MARK = Pattern.compile("mark[0-9]+x");

  private final Path folder;
  private final Set<String> marks;
  private final Set<Path> known = new HashSet<>();
  private final Map<Path, String> found = new HashMap<>();

  MailSearch(Path folder, Set<String> marks) {
    this.folder = folder;
    this.marks = marks;
  }

  Path folder() {
    return folder;
  }

  /** Returns the messages found, with one character for each byte and lines ending in CRLF. */
  Map<Path, String> found() {
    return found;
  }

  /** Reads the messages that are new. A file appears in the folder when its message is complete. */
  void goOn() throws IOException {
    for (Path file : RealServers.files(folder)) {
      if (known.add(file)) {
        read(file);
      }
    }
  }

  private void read(Path file) throws IOException {
    String message = RealServers.message(file);
    Matcher mark = MARK.matcher(message);
    if (mark.find() && marks.contains(mark.group())) {
      found.put(file, message);
    }
  }
}
