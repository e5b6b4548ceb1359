package smtp.core.internal.connection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The secrets that a client has sent on one connection, and where bytes of the server repeat them:
 * plain, in base64 or in hexadecimal.
 *
 * <p>{@value #WINDOW} consecutive bytes of a secret are found, in upper or lower case, and a
 * shorter field as a whole. {@link #mayBeIn} is fast and makes no object, for the many replies that
 * repeat nothing. Of a secret longer than {@value #LONG} bytes it finds 15 bytes.
 */
final class HeldSecrets {

  /** As many bytes as fit into a {@code long}. */
  private static final int WINDOW = 8;

  private static final int SHORTEST = 4;
  private static final int LONG = 256;
  private static final int BASE64_GROUP = 3;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final List<byte[]> known = new ArrayList<>(0);
  private final List<byte[]> secrets = new ArrayList<>(0);

  /** The windows of the secrets, sorted; every eighth of a long one. */
  private long[] index = {};

  /** Adds texts that are sent but not secret. */
  void addKnown(List<byte[]> texts) {
    known.addAll(texts);
  }

  /** Adds a response as a secret: encoded, and each of its fields both plain and encoded. */
  void add(byte[] response) {
    addSecret(Base64.getEncoder().withoutPadding().encode(response));
    int start = 0;
    for (int i = 0; i <= response.length; i++) {
      if (i == response.length || isSeparator(response[i])) {
        addField(Arrays.copyOfRange(response, start, i));
        start = i + 1;
      }
    }
    buildIndex();
  }

  private static boolean isSeparator(byte b) {
    return b == 0 || b == 1 || b == '\t' || b == '\r' || b == '\n';
  }

  private void addField(byte[] field) {
    // The base64 of the same bytes depends on how many bytes come before them.
    for (int skipped = 0; skipped < BASE64_GROUP && skipped < field.length; skipped++) {
      int groups = (field.length - skipped) / BASE64_GROUP;
      byte[] inner = Arrays.copyOfRange(field, skipped, skipped + groups * BASE64_GROUP);
      addSecret(Base64.getEncoder().encode(inner));
      Arrays.fill(inner, (byte) 0);
    }
    if (field.length >= SHORTEST && !isKnown(field)) {
      addSecret(hex(field));
    }
    addSecret(field);
  }

  /** Unlike {@code HexFormat}, makes no string, which could not be wiped. */
  private static byte[] hex(byte[] field) {
    byte[] hex = new byte[2 * field.length];
    for (int i = 0; i < field.length; i++) {
      hex[2 * i] = HEX[field[i] >> 4 & 0xF];
      hex[2 * i + 1] = HEX[field[i] & 0xF];
    }
    return hex;
  }

  private void addSecret(byte[] secret) {
    if (secret.length >= SHORTEST && !isKnown(secret)) {
      secrets.add(secret);
    }
  }

  private boolean isKnown(byte[] secret) {
    return known.stream().anyMatch(text -> Arrays.equals(text, secret));
  }

  private void buildIndex() {
    Set<Long> windows = new HashSet<>();
    for (byte[] secret : secrets) {
      forEachWindow(secret, secret.length > LONG ? WINDOW : 1, windows::add);
    }
    known.forEach(text -> forEachWindow(text, 1, windows::remove));
    Arrays.fill(index, 0);
    index = windows.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  boolean isEmpty() {
    return secrets.isEmpty();
  }

  /** Wipes the secrets. */
  void wipe() {
    secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
    secrets.clear();
    known.clear();
    Arrays.fill(index, 0);
    index = new long[0];
  }

  /** Returns whether a text has to be searched: if not, it repeats no secret. */
  boolean mayBeIn(String text) {
    long window = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return true;
      }
      window = window << 8 | lowerCase(c);
      if (i + 1 >= WINDOW && Arrays.binarySearch(index, window) >= 0) {
        return true;
      }
    }
    return hasShort(text);
  }

  private boolean hasShort(String text) {
    for (int i = 0; i < secrets.size(); i++) {
      byte[] secret = secrets.get(i);
      if (secret.length < WINDOW && isIn(secret, text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(byte[] secret, String text) {
    for (int from = 0; from + secret.length <= text.length(); from++) {
      int i = 0;
      while (i < secret.length && text.charAt(from + i) == secret[i]) {
        i++;
      }
      if (i == secret.length) {
        return true;
      }
    }
    return false;
  }

  /** Returns which bytes are part of a secret. */
  boolean[] in(byte[] bytes) {
    boolean[] marks = new boolean[bytes.length];
    Set<Long> shared = sharedWindows(bytes);
    for (int i = 0; i + WINDOW <= bytes.length; i++) {
      if (shared.contains(window(bytes, i))) {
        Arrays.fill(marks, i, i + WINDOW, true);
      }
    }
    secrets.stream()
        .filter(secret -> secret.length < WINDOW)
        .forEach(secret -> markAll(secret, bytes, marks));
    return marks;
  }

  private Set<Long> sharedWindows(byte[] bytes) {
    Set<Long> here = new HashSet<>();
    forEachWindow(bytes, 1, here::add);
    Set<Long> shared = new HashSet<>();
    for (byte[] secret : secrets) {
      forEachWindow(
          secret,
          1,
          window -> {
            if (here.contains(window)) {
              shared.add(window);
            }
          });
    }
    known.forEach(text -> forEachWindow(text, 1, shared::remove));
    return shared;
  }

  private static void forEachWindow(byte[] bytes, int step, LongConsumer action) {
    for (int i = 0; i + WINDOW <= bytes.length; i += step) {
      action.accept(window(bytes, i));
    }
  }

  /** Returns the window at an index, with upper case as lower case. */
  private static long window(byte[] bytes, int from) {
    long window = 0;
    for (int i = from; i < from + WINDOW; i++) {
      window = window << 8 | lowerCase(bytes[i] & 0xff);
    }
    return window;
  }

  private static int lowerCase(int b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }

  private static void markAll(byte[] secret, byte[] bytes, boolean[] marks) {
    for (int i = 0; i + secret.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + secret.length, secret, 0, secret.length)) {
        Arrays.fill(marks, i, i + secret.length, true);
      }
    }
  }
}
