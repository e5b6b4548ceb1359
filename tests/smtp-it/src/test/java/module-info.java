/** Integration tests: what an application sees of the built modules. */
@SuppressWarnings("requires-automatic") // GreenMail has no descriptor
open module smtp.it {
  requires greenmail;
  requires jakarta.mail;
  requires java.logging;
  requires java.management;
  requires jdk.jfr;
  requires org.eclipse.angus.mail; // GreenMail finds it as a service
  requires org.jspecify;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires smtp.core;
  requires smtp.lmtp;
  requires smtp.mailer;
  requires smtp.message;
  requires smtp.testkit;
}
