package smtp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import smtp.api.Mailbox;
import smtp.fuzz.FuzzTest;
import smtp.message.internal.header.FieldText;
import smtp.message.support.Written;

/** Addresses that are accepted stay the same when they are written and read again. */
class AddressListFuzzTest {

  @FuzzTest
  void addressesAreReadAsTheyAreWrittenOrRefused(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    AddressList list;
    try {
      list = AddressList.parse(text);
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage().chars().noneMatch(Character::isISOControl));
      assertTrue(refused.getMessage().length() < 1500);
      return;
    }
    assertEquals(list, AddressList.parse(list.toString()));
    for (Address address : list.addresses()) {
      assertTrue(text.contains(address.mailbox().toString()));
      assertEquals(address.mailbox(), Mailbox.of(address.mailbox().toString()));
      assertEquals(address, Address.of(address.toString()));
    }
    checkField(list);
  }

  /** In a header field they are ASCII, on lines of a valid length, and still the same. */
  private static void checkField(AddressList list) {
    if (list.addresses().stream().allMatch(address -> address.mailbox().isAscii())) {
      Written written =
          Written.of(Message.builder().from("a@b").addresses("To", list).text("").build());
      written.headerLines().forEach(line -> assertTrue(line.length() <= 998, line));
      assertTrue(FieldText.isAscii(written.header()));
      assertEquals(
          list.addresses(),
          written.hasField("To")
              ? AddressList.parse(written.field("To")).addresses()
              : AddressList.parse("").addresses());
    }
  }
}
