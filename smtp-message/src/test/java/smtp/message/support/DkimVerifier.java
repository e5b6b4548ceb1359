package smtp.message.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Verifies DKIM signatures by the letter of RFC 6376, on whole strings, however slow. */
public final class DkimVerifier {

  private final List<String> fields = new ArrayList<>();
  private final String body;

  public DkimVerifier(byte[] message) {
    String text = new String(message, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    for (String line : text.substring(0, end + 2).split("(?<=\r\n)(?![ \t])", -1)) {
      if (!line.isEmpty()) {
        fields.add(line);
      }
    }
    body = text.substring(end + 4);
  }

  /** Returns the tags of a signature. */
  public Map<String, String> tags(int index) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String tag : signature(index).substring("DKIM-Signature:".length()).split(";", -1)) {
      String[] pair = tag.split("=", 2);
      tags.put(pair[0].strip(), pair[1].replaceAll("[ \t\r\n]", ""));
    }
    return tags;
  }

  private String signature(int index) {
    return fields.stream().filter(f -> f.startsWith("DKIM-Signature:")).toList().get(index);
  }

  public boolean verify(int index, PublicKey key) throws Exception {
    Map<String, String> tags = tags(index);
    String[] forms = tags.get("c").split("/", -1);
    byte[] bodyHash = sha256(body(forms[1]).getBytes(ISO_8859_1));
    if (!Base64.getEncoder().encodeToString(bodyHash).equals(tags.get("bh"))) {
      return false;
    }
    StringBuilder data = new StringBuilder();
    List<String> left = new ArrayList<>(fields);
    for (String name : tags.get("h").split(":", -1)) {
      for (int i = left.size() - 1; i >= 0; i--) {
        if (nameOf(left.get(i)).equals(name.toLowerCase(Locale.ROOT))) {
          data.append(field(left.remove(i), forms[0]));
          break;
        }
      }
    }
    String unsigned = signature(index).replaceAll("([;\\s]b=)[^;]*(;|$)", "$1$2") + "\r\n";
    String last = field(unsigned.replaceAll("(\r\n)+$", "\r\n"), forms[0]);
    data.append(last, 0, last.length() - 2);
    byte[] signed = data.toString().getBytes(ISO_8859_1);
    boolean rsa = tags.get("a").equals("rsa-sha256");
    Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
    signature.initVerify(key);
    signature.update(rsa ? signed : sha256(signed));
    return signature.verify(Base64.getDecoder().decode(tags.get("b")));
  }

  private static String nameOf(String field) {
    return field.substring(0, field.indexOf(':')).strip().toLowerCase(Locale.ROOT);
  }

  private static String field(String field, String form) {
    if (form.equals("simple")) {
      return field;
    }
    String value = field.substring(field.indexOf(':') + 1).replace("\r\n", "");
    return nameOf(field) + ":" + value.replaceAll("[ \t]+", " ").strip() + "\r\n";
  }

  private String body(String form) {
    String text = body;
    if (form.equals("relaxed")) {
      text = text.replaceAll("[ \t]+(?=\r\n|$)", "").replaceAll("[ \t]+", " ");
    }
    while (text.endsWith("\r\n")) {
      text = text.substring(0, text.length() - 2);
    }
    return text.isEmpty() && form.equals("relaxed") ? "" : text + "\r\n";
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }
}
