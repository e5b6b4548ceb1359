package smtp.jakarta;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** One thing that a program does with a transport, on a server that answers by rules. */
final class Case {

  /** Makes a message. */
  @FunctionalInterface
  interface Maker {
    Message make(Session session) throws Exception;
  }

  private final String name;
  private final Map<String, String> rules = new LinkedHashMap<>();
  private final Map<String, Object> properties = new HashMap<>();
  private final List<String> extensions = new ArrayList<>(List.of("8BITMIME", "SIZE 100000000"));
  private Address[] recipients = {address("a@example.net")};
  private Maker maker = Samples::plain;
  private String user;
  private String password;

  private Case(String name) {
    this.name = name;
  }

  static Case of(String name) {
    return new Case(name);
  }

  Case rule(String command, String reply) {
    rules.put(command, reply);
    return this;
  }

  Case property(String key, Object value) {
    properties.put("mail.smtp." + key, value);
    return this;
  }

  Case offers(String... more) {
    extensions.addAll(List.of(more));
    return this;
  }

  Case offersOnly(String... all) {
    extensions.clear();
    extensions.addAll(List.of(all));
    return this;
  }

  Case to(String... addresses) {
    recipients = java.util.Arrays.stream(addresses).map(Case::address).toArray(Address[]::new);
    return this;
  }

  Case toAddresses(Address... addresses) {
    recipients = addresses;
    return this;
  }

  Case message(Maker how) {
    maker = how;
    return this;
  }

  Case login(String who, String secret) {
    user = who;
    password = secret;
    return this;
  }

  static InternetAddress address(String text) {
    InternetAddress address = new InternetAddress();
    address.setAddress(text);
    return address;
  }

  Map<String, String> rules() {
    return rules;
  }

  List<String> extensions() {
    return extensions;
  }

  Properties properties(int port) {
    Properties all = new Properties();
    all.put("mail.smtp.host", "localhost");
    all.put("mail.smtp.port", String.valueOf(port));
    all.put("mail.smtp.localhost", "client.example.org");
    all.put("mail.smtp.timeout", "20000");
    all.put("mail.smtp.connectiontimeout", "20000");
    all.putAll(properties);
    return all;
  }

  Message make(Session session) throws Exception {
    return maker.make(session);
  }

  Address[] recipients() {
    return recipients;
  }

  /** Returns whether a transport that is connected begins to send, and fires an event for it. */
  boolean isSendable() {
    return recipients != null
        && recipients.length > 0
        && java.util.Arrays.stream(recipients).allMatch(InternetAddress.class::isInstance);
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  @Override
  public String toString() {
    return name;
  }
}
