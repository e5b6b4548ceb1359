package smtp.jakarta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Provider;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.event.TransportAdapter;
import jakarta.mail.event.TransportEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program cannot tell this transport from Angus Mail's, except where {@link Differences} says so:
 * the same exceptions, addresses and events, and the same commands and bytes at the server.
 */
class SameAsAngusTest {

  static List<Case> cases() {
    return Cases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void programSeesWhatItSeesOfAngusMail(Case one) throws Exception {
    Outcome angus = send(one, new SMTPProvider());
    Outcome ours = send(one, new SmtpProvider());
    if (Differences.OF.containsKey(one.toString())) {
      assertNotEquals(angus, ours, "This is no difference any more: remove it from the list");
      assertEquals(Differences.OF.get(one.toString()).ours(), summary(ours));
    } else {
      assertEquals(angus, ours);
    }
  }

  private static String summary(Outcome outcome) {
    return outcome.exceptions() + "; " + outcome.addresses() + "; " + outcome.events();
  }

  @Test
  void eachDifferenceIsOfACase() {
    Set<String> names = cases().stream().map(Case::toString).collect(Collectors.toSet());
    assertEquals(cases().size(), names.size(), "two cases have one name");
    assertTrue(names.containsAll(Differences.OF.keySet()), () -> unknown(names));
    assertTrue(cases().size() >= 80);
  }

  @Test
  void pageHasTheDifferencesOfThisTest() throws Exception {
    String page = Files.readString(Path.of("..", "..", "docs", "coming-from", "jakarta-mail.md"));
    String rows =
        Differences.OF.entrySet().stream()
            .map(one -> "| %s | %s |".formatted(one.getKey(), one.getValue().reason()))
            .collect(Collectors.joining("\n"));
    assertTrue(page.contains(rows), () -> "The table of the page has to be:\n" + rows);
    assertTrue(page.contains("%d cases".formatted(cases().size())), "number of cases");
  }

  private static String unknown(Set<String> names) {
    Set<String> rest = new TreeSet<>(Differences.OF.keySet());
    rest.removeAll(names);
    return rest.toString();
  }

  private static Outcome send(Case one, Provider provider) throws Exception {
    try (RuleServer server = RuleServer.start(one.extensions(), one.rules())) {
      Session session = Session.getInstance(one.properties(server.port()));
      session.setProvider(provider);
      List<String> events = new CopyOnWriteArrayList<>();
      Exception thrown = null;
      Message message = one.make(session);
      save(message);
      Transport transport = session.getTransport("smtp");
      CountDownLatch told = new CountDownLatch(1);
      transport.addTransportListener(new Recorder(events, told));
      boolean begun = false;
      try {
        transport.connect(null, one.user(), one.password());
        begun = one.isSendable();
        transport.sendMessage(message, one.recipients());
      } catch (Exception e) {
        thrown = e;
      }
      // Events come on a thread of their own.
      assertTrue(!begun || told.await(10, TimeUnit.SECONDS), "no event");
      try {
        transport.close();
      } catch (MessagingException e) {
        assertInstanceOf(SMTPProvider.class, provider, "close() does not fail");
      }
      return new Outcome(
          Outcome.exceptions(thrown),
          Outcome.addresses(thrown),
          String.join("; ", events),
          server.envelope().stream().map(SameAsAngusTest::withoutOurs).toList(),
          ids(server.contents()));
    }
  }

  private static void save(Message message) throws Exception {
    if (message.getHeader("Message-ID") == null
        && message.getFrom() != null
        && message.getSubject() != null
        && message.getHeader("MIME-Version") != null) {
      message.saveChanges();
    }
  }

  /** SIZE and BODY are added by this library: the server is told what it asks for. */
  private static String withoutOurs(String command) {
    return command.replaceAll(" (SIZE|BODY)=\\S+", "");
  }

  /** Ids and boundaries are made anew for each message. */
  private static List<String> ids(List<String> contents) {
    List<String> all = new ArrayList<>();
    for (String content : contents) {
      all.add(
          content
              .replaceAll("Message-ID: *\\R? *<[^>]*>", "Message-ID: <id>")
              .replaceAll("----=_Part_[0-9_.]+", "----=_Part_x"));
    }
    return all;
  }

  private static final class Recorder extends TransportAdapter {
    private final List<String> events;
    private final CountDownLatch told;

    Recorder(List<String> events, CountDownLatch told) {
      this.events = events;
      this.told = told;
    }

    private void note(TransportEvent event) {
      events.add(Outcome.event(event));
      told.countDown();
    }

    @Override
    public void messageDelivered(TransportEvent event) {
      note(event);
    }

    @Override
    public void messageNotDelivered(TransportEvent event) {
      note(event);
    }

    @Override
    public void messagePartiallyDelivered(TransportEvent event) {
      note(event);
    }
  }
}
