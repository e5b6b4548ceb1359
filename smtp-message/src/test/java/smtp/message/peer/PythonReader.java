package smtp.message.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Python's email package, in a separate process. */
public final class PythonReader implements Reader, AutoCloseable {

  private final Path script;
  private final Process process;
  private final BufferedReader answers;

  private PythonReader(Path script, Process process) {
    this.script = script;
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts Python, if it is installed. */
  public static Optional<PythonReader> start() throws IOException {
    Path script = Files.createTempFile("reader", ".py");
    try (InputStream in = PythonReader.class.getResourceAsStream("reader.py")) {
      Files.write(script, in.readAllBytes());
      Process process =
          new ProcessBuilder("python3", script.toString()).redirectError(Redirect.INHERIT).start();
      return Optional.of(new PythonReader(script, process));
    } catch (IOException e) {
      Files.delete(script);
      return Optional.empty();
    }
  }

  @Override
  public Reading read(byte[] message) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((message.length + "\n").getBytes(StandardCharsets.US_ASCII));
    in.write(message);
    in.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new AssertionError("Python could not read the message");
    }
    return reading(Json.parse(answer));
  }

  private static Reading reading(Map<String, Object> answer) {
    return new Reading(
        ((Number) answer.get("fields")).intValue(),
        (String) answer.get("subject"),
        people(answer.get("from")),
        people(answer.get("to")),
        strings(answer.get("texts")),
        strings(answer.get("htmls")),
        files(answer.get("files")));
  }

  private static List<Reading.Person> people(Object list) {
    List<Reading.Person> people = new ArrayList<>();
    for (Object one : (List<?>) list) {
      Map<?, ?> person = (Map<?, ?>) one;
      people.add(new Reading.Person((String) person.get("name"), (String) person.get("mailbox")));
    }
    return people;
  }

  private static List<Reading.File> files(Object list) {
    List<Reading.File> files = new ArrayList<>();
    for (Object one : (List<?>) list) {
      Map<?, ?> file = (Map<?, ?>) one;
      files.add(
          new Reading.File(
              (String) file.get("name"), (String) file.get("mediaType"), (String) file.get("hex")));
    }
    return files;
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    Files.deleteIfExists(script);
  }
}
