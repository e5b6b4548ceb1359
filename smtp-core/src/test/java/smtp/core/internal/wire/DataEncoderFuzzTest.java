package smtp.core.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import smtp.core.internal.wire.DataEncoder.Form;
import smtp.fuzz.FuzzTest;

/** Any content in any slices is one message, and a server reads that content. */
class DataEncoderFuzzTest {

  private static final Pattern BARE = Pattern.compile("\r(?!\n)|(?<!\r)\n");

  /** The first byte is the length of the slices. */
  @FuzzTest
  void contentIsOneMessageAndReadAsItWasGiven(byte[] octets) {
    int length = octets.length == 0 ? 1 : 1 + (octets[0] & 0x3F);
    byte[] content = Slices.at(octets, List.of(1)).get(1);
    List<byte[]> slices = Slices.at(content, cuts(content.length, length));
    for (Form form : Form.values()) {
      String wire = Encoded.encode(form, slices);
      assertEquals(NaiveDataEncoder.encode(form, content), wire);
      assertEquals(wire, Encoded.encode(form, List.of(content)));
    }
    String lines = Encoded.encode(Form.BDAT, slices);
    assertFalse(BARE.matcher(lines).find());
    checkData(lines, Encoded.encode(Form.DATA, slices));
  }

  private static List<Integer> cuts(int end, int length) {
    List<Integer> cuts = new ArrayList<>();
    for (int i = length; i < end; i += length) {
      cuts.add(i);
    }
    return cuts;
  }

  private static void checkData(String lines, String wire) {
    assertFalse(BARE.matcher(wire).find());
    assertEquals(wire.length() - 3, ("\r\n" + wire).indexOf("\r\n.\r\n"));
    assertEquals(lines, NaiveDataEncoder.decode(wire));
  }
}
