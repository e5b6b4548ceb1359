package smtp.core.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import smtp.core.internal.options.Dialect;
import smtp.core.model.Behaviour.Form;
import smtp.core.model.Behaviour.Truth;
import smtp.core.model.Commits.Commit;

/**
 * A server as RFC 5321, 2033, 2920 and 3030 have it, except where a behaviour was chosen. It does
 * what it has received at once, and keeps a record of what it has committed.
 */
final class ModelServer {

  private static final int NO_MESSAGE = -1;
  private static final byte[] FINAL_DOT = {'\r', '\n', '.', '\r', '\n'};

  private final World world;
  private final int connection;
  private final Mouth mouth;
  private final Received in = new Received();
  private final boolean[] recipients = new boolean[Messages.RECIPIENTS];
  private final Received content = new Received();
  private List<Behaviour> ends = List.of();
  private Mode mode = Mode.COMMANDS;
  private int message = NO_MESSAGE;
  private boolean failed;
  private int chunk;
  private boolean last;

  private enum Mode {
    COMMANDS,
    DATA,
    CHUNK
  }

  ModelServer(World world, int connection, MemoryLink link) {
    this.world = world;
    this.connection = connection;
    this.mouth = new Mouth(world, link);
  }

  void greet() {
    mouth.answer(Point.GREETING, true);
  }

  /** Does what can be done with these bytes and those before. */
  void receive(byte[] bytes, int offset, int length) {
    in.add(bytes, offset, length);
    while (mouth.works() && step()) {
      // The next command.
    }
  }

  private boolean step() {
    return switch (mode) {
      case COMMANDS -> command();
      case DATA -> data();
      case CHUNK -> chunk();
    };
  }

  // --- commands

  private boolean command() {
    int end = in.indexOf(Received.LINE_END);
    if (end < 0) {
      return false;
    }
    String line = new String(in.take(end), ISO_8859_1);
    in.take(Received.LINE_END.length);
    switch (line.substring(0, Math.min(4, line.length()))) {
      case "EHLO", "LHLO" -> mouth.hello();
      case "RSET" -> reset();
      case "MAIL" -> mail(line);
      case "RCPT" -> rcpt(line);
      case "DATA" -> beginData();
      case "BDAT" -> beginChunk(line);
      case "QUIT" -> mouth.quit();
      default -> mouth.answer(Point.OTHER, true);
    }
    return true;
  }

  private void reset() {
    if (mouth.answer(Point.RSET, true)) {
      forget();
    }
  }

  private void forget() {
    message = NO_MESSAGE;
    failed = false;
    Arrays.fill(recipients, false);
    content.clear();
  }

  private void mail(String line) {
    if (mouth.answer(Point.MAIL, message == NO_MESSAGE)) {
      message = Messages.message(line);
    }
  }

  private void rcpt(String line) {
    boolean inOrder = message != NO_MESSAGE && message == Messages.message(line);
    if (mouth.answer(Point.RCPT, inOrder)) {
      recipients[Messages.recipient(line)] = true;
    }
  }

  private int accepted() {
    return (recipients[0] ? 1 : 0) + (recipients[1] ? 1 : 0);
  }

  // --- content

  private void beginData() {
    if (mouth.answer(Point.DATA, accepted() > 0)) {
      mode = Mode.DATA;
      chooseEnds(accepted() > 0);
    }
  }

  private boolean data() {
    int end = in.startsWith(FINAL_DOT, 2) ? 0 : in.indexOf(FINAL_DOT);
    if (end < 0) {
      return false;
    }
    if (in.startsWith(FINAL_DOT, 2)) {
      in.take(FINAL_DOT.length - 2);
    } else {
      content.add(in.take(end + 2), 0, end + 2);
      in.take(FINAL_DOT.length - 2);
    }
    mode = Mode.COMMANDS;
    end(true);
    return true;
  }

  private void beginChunk(String line) {
    String[] words = line.split(" ", -1);
    chunk = Integer.parseInt(words[1]);
    last = words.length > 2;
    mode = Mode.CHUNK;
    if (last) {
      chooseEnds(accepted() > 0 && !failed);
    }
  }

  private boolean chunk() {
    if (in.size() < chunk) {
      return false;
    }
    content.add(in.take(chunk), 0, chunk);
    mode = Mode.COMMANDS;
    boolean allowed = accepted() > 0 && !failed;
    if (last) {
      end(allowed);
    } else if (!mouth.answer(Point.CHUNK, allowed)) {
      failed = true;
    }
    return true;
  }

  /** Chooses what will become of the content, as it may be said before its end. */
  private void chooseEnds(boolean allowed) {
    int count = allowed && world.setup.dialect() == Dialect.LMTP ? accepted() : 1;
    List<Behaviour> chosen = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Behaviour end = mouth.choose(Point.END);
      chosen.add(end);
      if (end.form().isEarly()) {
        mouth.say(Point.END, end, allowed);
      }
    }
    ends = chosen;
  }

  private void end(boolean allowed) {
    int recipient = 0;
    for (Behaviour end : ends) {
      if (world.setup.dialect() == Dialect.LMTP) {
        recipient = recipients[recipient] ? recipient : recipient + 1;
      }
      if (mouth.works() && allowed && end.truth() == Truth.TAKES) {
        commit(recipient++);
      } else {
        recipient++;
      }
      if (end.form() != Form.EARLY) {
        mouth.say(Point.END, end, allowed);
      }
    }
    forget();
  }

  private void commit(int recipient) {
    boolean whole = content.equalTo(Messages.bytes(world.setup.transfer(), message));
    if (world.setup.dialect() == Dialect.LMTP) {
      world.commits.add(new Commit(connection, message, recipient, whole));
      return;
    }
    for (int i = 0; i < recipients.length; i++) {
      if (recipients[i]) {
        world.commits.add(new Commit(connection, message, i, whole));
      }
    }
  }
}
