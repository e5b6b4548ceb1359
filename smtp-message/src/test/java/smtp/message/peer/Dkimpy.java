package smtp.message.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Python's dkimpy package, in a separate process. */
public final class Dkimpy implements AutoCloseable {

  /** The system's Python, which finds the packages of Debian, even if another is on the path. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final int ED25519_BYTES = 32;

  private final Path script;
  private final Process process;
  private final BufferedReader answers;

  private Dkimpy(Path script, Process process) {
    this.script = script;
    this.process = process;
    this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII));
  }

  /** Starts dkimpy, if it is installed. */
  public static Optional<Dkimpy> start() throws IOException {
    if (!Files.isExecutable(Path.of(PYTHON))) {
      return Optional.empty();
    }
    Path script = Files.createTempFile("dkim", ".py");
    try (InputStream in = Dkimpy.class.getResourceAsStream("dkim_verifier.py")) {
      Files.write(script, in.readAllBytes());
    }
    Process process =
        new ProcessBuilder(PYTHON, script.toString()).redirectError(Redirect.DISCARD).start();
    Dkimpy dkimpy = new Dkimpy(script, process);
    if ("ready".equals(dkimpy.answers.readLine())) {
      return Optional.of(dkimpy);
    }
    dkimpy.close();
    return Optional.empty();
  }

  /**
   * Verifies one of the signatures.
   *
   * @param index the index of the signature, from the top
   * @param name the name of the DNS record of its key
   * @return {@code valid}, or what is wrong
   */
  public String verify(byte[] message, int index, String name, PublicKey key) throws IOException {
    OutputStream in = process.getOutputStream();
    String line = message.length + " " + index + " " + name + " " + record(key) + "\n";
    in.write(line.getBytes(US_ASCII));
    in.write(message);
    in.flush();
    return String.valueOf(answers.readLine());
  }

  /** RFC 6376, section 3.6.1; an Ed25519 key is raw there (RFC 8463, section 4). */
  private static String record(PublicKey key) {
    byte[] bytes = key.getEncoded();
    boolean rsa = key.getAlgorithm().equals("RSA");
    byte[] bare =
        rsa ? bytes : Arrays.copyOfRange(bytes, bytes.length - ED25519_BYTES, bytes.length);
    String kind = rsa ? "rsa" : "ed25519";
    return "v=DKIM1; k=" + kind + "; p=" + Base64.getEncoder().encodeToString(bare);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    Files.deleteIfExists(script);
  }
}
