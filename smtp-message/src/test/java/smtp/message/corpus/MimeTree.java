package smtp.message.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/**
 * What Apache Mime4j finds in a message: the structure, header fields, the decoded bytes of the
 * leaves, and what is signed, byte by byte.
 */
final class MimeTree {

  /**
   * A thing that was found.
   *
   * @param path the types that it is in
   * @param what what it is
   * @param bytes its bytes after decoding, one character for each
   * @param exact whether its line ends are data
   */
  record Entry(String path, String what, String bytes, boolean exact) {

    /**
     * Returns whether this is the same in another form, in which text has CRLF.
     *
     * @param ended whether the last line of the message had an end, which it gets otherwise
     */
    boolean isSame(Entry other, boolean ended) {
      boolean same = exact ? bytes.equals(other.bytes) : lines(ended).equals(other.lines(ended));
      return same && path.equals(other.path) && what.equals(other.what);
    }

    private String lines(boolean ended) {
      String lines = unixLines(bytes);
      return ended ? lines : lines.replaceFirst("\n$", "");
    }
  }

  private static String unixLines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static final MimeConfig CONFIG =
      MimeConfig.custom().setMaxLineLen(-1).setMaxHeaderLen(-1).setMaxHeaderCount(-1).build();

  /** The fields whose bodies differ between forms. */
  private static final Set<String> CHANGED =
      Set.of("content-transfer-encoding", "dkim-signature", "bcc");

  private final List<Entry> entries = new ArrayList<>();

  private MimeTree() {}

  /** Reads a message. */
  static List<Entry> of(byte[] message) {
    MimeTree tree = new MimeTree();
    try {
      tree.add(message, "/");
    } catch (IOException | MimeException e) {
      throw new AssertionError(e);
    }
    return tree.entries;
  }

  /** Returns the entries of the first message that is attached to a message. */
  static List<Entry> attached(List<Entry> outer) {
    return outer.stream()
        .filter(entry -> entry.path().matches("/multipart/mixed/message/(rfc822|global)/.*"))
        .map(MimeTree::withoutTwoTypes)
        .toList();
  }

  private static Entry withoutTwoTypes(Entry entry) {
    String path = entry.path().replaceFirst("/[^/]*/[^/]*/[^/]*/[^/]*", "");
    return new Entry(path, entry.what(), entry.bytes(), entry.exact());
  }

  private void add(byte[] entity, String path) throws IOException, MimeException {
    MimeTokenStream stream = new MimeTokenStream(CONFIG);
    stream.parse(new ByteArrayInputStream(entity));
    new Reading(stream, path).run();
  }

  /** The reading of one entity and its parts. */
  private final class Reading {

    private final MimeTokenStream stream;
    private final List<String> types = new ArrayList<>();
    private String path;
    private int signedParts;

    Reading(MimeTokenStream stream, String path) {
      this.stream = stream;
      this.path = path;
    }

    /** Messages in messages are read apart, as their bytes are needed. */
    void run() throws IOException, MimeException {
      stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
      for (EntityState state = stream.getState();
          state != EntityState.T_END_OF_STREAM;
          state = stream.next()) {
        take(state);
      }
    }

    private void take(EntityState state) throws IOException, MimeException {
      switch (state) {
        case T_FIELD -> field();
        case T_START_MULTIPART -> open();
        case T_END_MULTIPART -> close();
        case T_PREAMBLE, T_EPILOGUE -> around(stream.getInputStream());
        case T_RAW_ENTITY -> part(stream.getInputStream().readAllBytes());
        case T_BODY -> body();
        default -> {}
      }
    }

    private String type() {
      return stream.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
    }

    private boolean isMessage() {
      return Set.of("message/rfc822", "message/global").contains(type());
    }

    private void found(String what, byte[] bytes, boolean exact) {
      entries.add(new Entry(path, what, new String(bytes, ISO_8859_1), exact));
    }

    private void field() {
      String name = stream.getField().getName().toLowerCase(Locale.ROOT);
      if (!CHANGED.contains(name)) {
        found("field", stream.getField().getRaw().toByteArray(), false);
      }
    }

    private void open() {
      types.add(path);
      path += type() + "/";
      signedParts = 0;
      boolean signed = type().equals("multipart/signed");
      stream.setRecursionMode(signed ? RecursionMode.M_RAW : RecursionMode.M_NO_RECURSE);
      found("multipart", new byte[0], true);
    }

    private void close() {
      path = types.removeLast();
      stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
    }

    /** Takes a part of a multipart/signed: the first is signed, the second the signature. */
    private void part(byte[] raw) throws IOException, MimeException {
      if (signedParts++ == 0) {
        found("signed", raw, true);
      }
      add(raw, path);
    }

    private void body() throws IOException, MimeException {
      String encoding = stream.getBodyDescriptor().getTransferEncoding();
      byte[] bytes = stream.getDecodedInputStream().readAllBytes();
      if (isMessage()) {
        message(bytes);
      } else {
        found(type(), bytes, Set.of("base64", "binary").contains(encoding));
      }
    }

    private void message(byte[] bytes) throws IOException, MimeException {
      String header = new String(bytes, ISO_8859_1).split("\r?\n\r?\n", 2)[0];
      if (header.startsWith("DKIM-Signature:")) {
        found("signed", bytes, true);
      }
      add(bytes, path + type() + "/");
    }

    private void around(InputStream text) throws IOException {
      found("text around parts", text.readAllBytes(), false);
    }
  }
}
