package smtp.core.internal.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The events of the flight recorder. Their names and fields are public API. */
final class JfrEvents {

  private JfrEvents() {}

  /** A session, from connecting to its end. */
  @Name("smtp.Session")
  @Label("Session")
  @Category("SMTP")
  @Description("A session, from connecting to its end")
  @StackTrace(false)
  static final class Session extends Event {
    @Label("Server")
    @Nullable String server;

    @Label("TLS Protocol")
    @Nullable String protocol;

    @Label("TLS Cipher Suite")
    @Nullable String cipherSuite;

    @Label("Mechanism")
    @Description("The SASL mechanism that authenticated the client")
    @Nullable String mechanism;

    @Label("Commands")
    int commands;

    @Label("Failure")
    @Description("The kind of exception that ended the session")
    @Nullable String failure;
  }

  /** Connecting, over TCP or to a Unix socket. */
  @Name("smtp.Connect")
  @Label("Connect")
  @Category("SMTP")
  @Description("Looking up the server's name and connecting")
  @StackTrace(false)
  static final class Connect extends Event {
    @Label("Server")
    @Nullable String server;

    @Label("Address")
    @Description("The address that was connected to, of the server or a proxy")
    @Nullable String address;

    @Label("Failure")
    @Nullable String failure;
  }

  /** A command, from sending it to its reply. */
  @Name("smtp.Command")
  @Label("Command")
  @Category("SMTP")
  @Description("A command or the content, until its reply")
  @StackTrace(false)
  static final class Command extends Event {
    @Label("Verb")
    final String verb;

    @Label("Reply Code")
    @Description("0 if no reply came")
    int code;

    final transient boolean endsContent;
    transient @Nullable Send send;

    Command(String verb, boolean endsContent) {
      this.verb = verb;
      this.endsContent = endsContent;
    }
  }

  /** A message, from MAIL to the final reply. */
  @Name("smtp.Send")
  @Label("Send")
  @Category("SMTP")
  @Description("A message, from MAIL to the final reply, or to the failure that ended it")
  @StackTrace(false)
  static final class Send extends Event {
    @Label("Recipients")
    int recipients;

    @Label("Accepted Recipients")
    @Description("How many recipients the server accepted with RCPT")
    int accepted;

    @Label("Reply Code")
    @Description("The reply that decided the outcome; 0 if there was none")
    int code;

    transient boolean ended;

    void end(int decision) {
      if (!ended) {
        ended = true;
        code = decision;
        commit();
      }
    }
  }
}
