package smtp.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that the options name. */
final class StoreFile {

  private StoreFile() {}

  /**
   * Reads a file.
   *
   * @param what what the file should hold, for the error message
   * @throws IOException if it cannot be read; the message names it
   */
  static byte[] read(Path file, String what) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("Cannot read %s: there is no file %s".formatted(what, file), e);
    }
  }
}
