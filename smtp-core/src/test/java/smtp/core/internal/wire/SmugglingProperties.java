package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import smtp.core.internal.wire.DataEncoder.Form;

/**
 * Whatever a content is, a strict server and a lax one see the same one message, and no command.
 */
class SmugglingProperties {

  private static final int CONTENTS_PER_TRY = 1_000;
  private static final String NEXT = "QUIT\r\n";
  private static final String[] PARTS = {
    "\r", "\n", "\r\n", ".", ".", "\r.\r", "\n.\n", "\0", "a", "RSET", "MAIL FROM:<e@x>", "\u0085"
  };

  @Property(tries = 200)
  void everyServerReceivesOneMessage(@ForAll Random random) {
    for (int i = 0; i < CONTENTS_PER_TRY; i++) {
      byte[] content = content(random);
      String wire = Encoded.encode(Form.DATA, slices(random, content));
      String normalized = NaiveDataEncoder.normalize(content);

      assertEquals(normalized, NaiveDataEncoder.decode(wire));
      assertEquals(List.of(normalized, "QUIT"), LaxReceiver.receive(wire + NEXT));
    }
  }

  private static byte[] content(Random random) {
    StringBuilder content = new StringBuilder();
    for (int parts = random.nextInt(24); parts > 0; parts--) {
      content.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return content.toString().getBytes(ISO_8859_1);
  }

  private static List<byte[]> slices(Random random, byte[] content) {
    List<byte[]> slices = new ArrayList<>();
    int from = 0;
    while (from < content.length) {
      int to = Math.min(content.length, from + 1 + random.nextInt(12));
      slices.add(Arrays.copyOfRange(content, from, to));
      from = to;
    }
    return slices;
  }
}
