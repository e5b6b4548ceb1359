package smtp.core.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.api.Reply;
import smtp.api.SmtpTransportException;

class ContentSenderTest {

  /** Only a refusal is the reason for the close; 421 is the failure itself. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''          | lost",
        "250         | lost",
        "354         | lost",
        "421         | lost",
        "452         | The server refused the content: 452 no",
        "552         | The server refused the content: 552 no",
        "250 421 552 | The server refused the content: 552 no",
        "451 552     | The server refused the content: 451 no"
      })
  void salvagedRefusalIsTheReasonOfABrokenContent(String codes, String message) {
    List<Reply> salvaged =
        Stream.of(codes.split(" "))
            .filter(code -> !code.isEmpty())
            .map(code -> Reply.of(Integer.parseInt(code), "no"))
            .toList();
    var lost = new SmtpTransportException("lost", null);
    assertEquals(message, ContentSender.refusalOr(lost, salvaged).getMessage());
  }
}
