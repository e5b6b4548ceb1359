import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the project somebody's: {@code java .mvn/build/Owner.java GROUP ACCOUNT NAME ADDRESS}, in
 * the project's folder. Sets the group id in every POM, document and message, the account and the
 * name of who develops it, and the address to which vulnerabilities are reported.
 *
 * <p>The group id can be set again. The others stand where a placeholder stood, once.
 */
final class Owner {
  private static final Pattern GROUP =
      Pattern.compile("<groupId>([^<]+)</groupId>\\s*<artifactId>smtp-parent</artifactId>");

  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      System.err.println("java .mvn/build/Owner.java GROUP ACCOUNT NAME ADDRESS");
      System.exit(2);
    }
    String group = group(Path.of("pom.xml"));
    try (Stream<Path> files = Files.walk(Path.of(""))) {
      files.filter(Owner::isOurs).forEach(file -> rewrite(file, group, args));
    }
  }

  private static String group(Path pom) throws IOException {
    Matcher group = GROUP.matcher(Files.readString(pom));
    if (!group.find()) {
      throw new IOException(pom + " has no group id");
    }
    return group.group(1);
  }

  /** Java sources name the group id in the messages of the library alone. */
  private static boolean isOurs(Path file) {
    String name = file.toString();
    return !name.matches("(.*/)?(target|\\.git)/.*")
        && name.matches(".*(pom\\.xml|\\.md|\\.gradle|CODEOWNERS|smtp-core/src/main/.*\\.java)");
  }

  private static void rewrite(Path file, String group, String[] args) {
    try {
      String before = Files.readString(file);
      String after =
          before
              .replace("<groupId>" + group + "</groupId>", "<groupId>" + args[0] + "</groupId>")
              .replace(group + ":smtp-", args[0] + ":smtp-")
              .replace(">OWNER-NAME<", ">" + args[2] + "<")
              .replaceAll("(?<=[@/>])OWNER\\b", Matcher.quoteReplacement(args[1]))
              .replace("SECURITY-ADDRESS", args[3]);
      if (!after.equals(before)) {
        Files.writeString(file, after);
        System.out.println(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
