package smtp.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that options name. */
final class StoreFile {

  private StoreFile() {}

  /**
   * Reads a file.
   *
   * @param what what is looked for in it
   * @throws IOException if it cannot be read, with its name
   */
  static byte[] read(Path file, String what) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("There is no file " + file + " to read " + what + " from", e);
    }
  }
}
