package smtp.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads the files that the options name. */
final class StoreFile {

  /** The beginning of a Java key store (JKS). */
  private static final byte[] JKS = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED};

  private StoreFile() {}

  /**
   * Reads a file.
   *
   * @param what what the file should hold, for the error message
   * @throws IOException if it cannot be read; the message names it
   */
  static byte[] read(Path file, String what) throws IOException {
    try {
      return known(file, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IOException("Cannot read %s: there is no file %s".formatted(what, file), e);
    }
  }

  private static byte[] known(Path file, byte[] content) throws IOException {
    if (content.length >= JKS.length && Arrays.equals(content, 0, JKS.length, JKS, 0, JKS.length)) {
      throw new IOException(
          file
              + " is a Java key store (JKS); convert it to PKCS #12 with keytool -importkeystore"
              + " -srckeystore FILE -destkeystore NEW -deststoretype PKCS12");
    }
    return content;
  }
}
