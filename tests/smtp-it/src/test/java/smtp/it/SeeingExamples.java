package smtp.it;

import smtp.core.SmtpClient;
import smtp.core.Trace;

/** The code of docs/seeing.md, compiled. {@link DocumentationIT} compares the two. */
final class SeeingExamples {

  private SeeingExamples() {}

  static SmtpClient traced() {
    // spotless:off
    return
        SmtpClient.builder("mail.example.org", 587)
            .listener(Trace.to(System.err).withTimestamps().withContent())
            .build();
    // spotless:on
  }
}
