package smtp.it;

import smtp.core.SmtpClient;
import smtp.core.TracePrinter;

/** The code of docs/seeing.md, compiled. {@link DocumentationIT} compares the two. */
final class SeeingExamples {

  private SeeingExamples() {}

  static SmtpClient traced() {
    // spotless:off
    return
        SmtpClient.builder("mail.example.org", 587)
            .listener(() -> TracePrinter.of(System.err).withTimestamps().withContent())
            .build();
    // spotless:on
  }
}
