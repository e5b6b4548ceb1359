package smtp.message;

import java.util.List;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.HeaderField;
import smtp.message.internal.header.HeaderFields;
import smtp.message.internal.header.StandardField;
import smtp.message.internal.header.StructuredField;

/** Makes any header field from its name and a value in text. */
final class FieldParser {

  private FieldParser() {}

  /**
   * Returns the field.
   *
   * @throws IllegalArgumentException if the name or the value is not one, or callers cannot set the
   *     field
   */
  static HeaderField parse(String name, String value) {
    FieldText.checkedName(name);
    FieldText.checked(name, value);
    return switch (StandardField.of(name)) {
      case ADDRESSES -> new AddressField(name, AddressList.parse(value).entries());
      case ADDRESS -> new AddressField(name, List.of(Address.of(value)));
      default -> StructuredField.parse(name, value);
    };
  }

  /**
   * Sets a field that occurs once, or adds it; addresses are added to those that are there, but a
   * Resent- field begins another block.
   */
  static void put(String name, String value, HeaderFields fields) {
    HeaderField field = parse(name, value);
    StandardField kind = StandardField.of(name);
    if (kind == StandardField.ADDRESSES) {
      AddressField.addField(name, ((AddressField) field).entries(), fields);
    } else if (kind.isSingle()) {
      fields.set(field);
    } else {
      fields.add(field);
    }
  }
}
