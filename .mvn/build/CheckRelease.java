import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Checks what Maven Central demands of a release, without network: {@code java CheckRelease.java
 * REPOSITORY}, a folder that {@code mvn -Prelease deploy} has filled. What only the owner can fill
 * in is an error from the first version on that is no snapshot.
 *
 * <p>Demanded are: name, description, URL, licence, developer and scm in each POM; a jar with jars
 * of sources and Javadoc, unless the packaging is pom; a signature of each; correct checksums; no
 * dependency on a snapshot. Beyond that, the bill of materials names each jar and nothing else.
 */
final class CheckRelease {
  private static final String BOM = "smtp-bom";
  private static final List<String> DEMANDED =
      List.of(
          "name",
          "description",
          "url",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "scm/connection",
          "scm/developerConnection",
          "scm/url");

  private final List<String> errors = new ArrayList<>();
  private final Set<String> leftToTheOwner = new TreeSet<>();
  private final Set<String> jars = new TreeSet<>();
  private final Set<String> managed = new TreeSet<>();

  public static void main(String[] args) throws Exception {
    var check = new CheckRelease();
    for (Path pom : files(Path.of(args[0]), ".pom")) {
      check.publication(pom);
    }
    check.billOfMaterials();
    System.exit(check.report() ? 0 : 1);
  }

  private boolean report() {
    errors.forEach(System.err::println);
    leftToTheOwner.forEach(line -> System.out.println("Before a release: " + line));
    System.out.printf("%d jars and a bill of materials checked%n", jars.size());
    return errors.isEmpty();
  }

  private void publication(Path pom) throws Exception {
    Element project = read(pom);
    String artifact = text(project, "artifactId").orElseThrow();
    for (String path : DEMANDED) {
      demand(text(project, path).isPresent(), pom, "has no " + path);
    }
    demand(text(project, "parent").isEmpty(), pom, "has a parent, which is not published");
    owner(project, pom);
    boolean isPom = text(project, "packaging").orElse("jar").equals("pom");
    for (String ending : isPom ? List.of(".pom") : endings()) {
      file(Path.of(pom.toString().replaceAll("\\.pom$", ending)));
    }
    if (artifact.equals(BOM)) {
      dependencies(project, "dependencyManagement/dependencies/dependency").forEach(managed::add);
    } else {
      jars.add(text(project, "groupId").orElseThrow() + ":" + artifact);
    }
  }

  private static List<String> endings() {
    return List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar");
  }

  /** Notes what Maven Central refuses and only the owner can change. */
  private void owner(Element project, Path pom) throws IOException {
    String group = text(project, "groupId").orElseThrow();
    String version = text(project, "version").orElseThrow();
    List<String> open = new ArrayList<>();
    if (!group.contains(".")) {
      open.add(
          "the group id " + group + " is in no name space that can be proven: Owner.java sets one");
    }
    if (Files.readString(pom).contains("OWNER")) {
      open.add("the POMs have placeholders, which .mvn/build/Owner.java replaces");
    }
    if (version.endsWith("-SNAPSHOT")) {
      open.add("the version is a snapshot");
      leftToTheOwner.addAll(open);
    } else {
      open.forEach(line -> demand(false, pom, line));
      demand(!Files.readString(pom).contains("-SNAPSHOT"), pom, "depends on a snapshot");
    }
  }

  private void file(Path file) throws Exception {
    demand(Files.exists(file), file, "is missing");
    demand(Files.exists(beside(file, ".asc")), file, "has no signature");
    if (Files.exists(file)) {
      checksum(file, ".md5", "MD5");
      checksum(file, ".sha1", "SHA-1");
    }
  }

  private void checksum(Path file, String ending, String algorithm) throws Exception {
    byte[] sum = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
    String hex = ("%0" + 2 * sum.length + "x").formatted(new BigInteger(1, sum));
    Path beside = beside(file, ending);
    boolean agrees = Files.exists(beside) && Files.readString(beside).strip().equals(hex);
    demand(agrees, file, "has no correct checksum " + ending);
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private void billOfMaterials() {
    if (!managed.equals(jars) || jars.isEmpty()) {
      errors.add(BOM + " has " + managed + ", but published are " + jars);
    }
  }

  private void demand(boolean holds, Path file, String otherwise) {
    if (!holds) {
      errors.add(file.getFileName() + " " + otherwise);
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Element read(Path pom) throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(pom.toFile()).getDocumentElement();
  }

  /** Returns the text of the first element at a path, if it is not blank. */
  private static Optional<String> text(Element parent, String path) {
    return at(parent, path)
        .map(element -> element.getTextContent().strip())
        .findFirst()
        .filter(text -> !text.isEmpty());
  }

  private static Stream<String> dependencies(Element project, String path) {
    return at(project, path)
        .map(element ->
            text(element, "groupId").orElse("") + ":" + text(element, "artifactId").orElse(""));
  }

  private static Stream<Element> at(Element parent, String path) {
    Stream<Element> elements = Stream.of(parent);
    for (String name : path.split("/", -1)) {
      elements = elements.flatMap(element -> children(element, name));
    }
    return elements;
  }

  private static Stream<Element> children(Element parent, String name) {
    NodeList nodes = parent.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .filter(element -> element.getTagName().equals(name));
  }
}
