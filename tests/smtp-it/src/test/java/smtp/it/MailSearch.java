package smtp.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The messages of a mailbox that have one of some marks, each file read once. */
final class MailSearch {
  /** What {@link RealServers#mark()} returns. */
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

  /** What has been found, an octet a character, lines ended by CRLF. */
  Map<Path, String> found() {
    return found;
  }

  /** Reads what has come since. A message is put into its folder whole. */
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
