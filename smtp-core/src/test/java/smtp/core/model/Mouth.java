package smtp.core.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import smtp.core.model.Behaviour.Form;
import smtp.core.model.Behaviour.Then;
import smtp.core.model.Behaviour.Truth;

/** Says what a server has to say, in the way that was chosen. */
final class Mouth {

  private final World world;
  private final MemoryLink link;
  private Then now = Then.GOES_ON;
  private boolean saidBefore;

  Mouth(World world, MemoryLink link) {
    this.world = world;
    this.link = link;
  }

  /** Returns whether the server still does something. */
  boolean works() {
    return now.works();
  }

  /**
   * Answers a command.
   *
   * @param allowed whether the server can take it in its state
   * @return whether the server took it
   */
  boolean answer(Point point, boolean allowed) {
    Behaviour chosen = choose(point);
    say(point, chosen, allowed);
    return allowed && chosen.truth() == Truth.TAKES;
  }

  Behaviour choose(Point point) {
    return now.isSilent() ? Alphabet.WHOLE.behaviours(point).getFirst() : world.behaviour(point);
  }

  void hello() {
    if (now.isSilent()) {
      return;
    }
    Behaviour chosen = choose(Point.HELLO);
    String pipelining = world.setup.pipelining() ? "250-PIPELINING\r\n" : "";
    String chunking = world.setup.transfer().chunking ? "250-CHUNKING\r\n" : "";
    if (chosen.truth() == Truth.TAKES && chosen.form() == Form.ONCE) {
      link.say(bytes("250-m\r\n" + pipelining + chunking), false);
    }
    say(Point.HELLO, chosen, true);
  }

  void quit() {
    answer(Point.QUIT, true);
    if (!now.isSilent()) {
      become(Then.FIN);
    }
  }

  void say(Point point, Behaviour chosen, boolean allowed) {
    if (now.isSilent()) {
      return;
    }
    if (saidBefore) {
      saidBefore = false;
      return;
    }
    int code = code(point, chosen, allowed);
    switch (chosen.form()) {
      case NEVER -> {}
      case TWICE -> link.say(bytes(line(code) + line(code)), false);
      case TWICE_APART -> {
        link.say(bytes(line(code)), false);
        link.say(bytes(line(code)), true);
      }
      case LATE -> link.say(bytes(line(code)), true);
      case MULTILINE -> link.say(bytes(code + "-more\r\n" + line(code)), false);
      case GARBAGE -> link.say(bytes("What?\r\n"), false);
      case WITH_NEXT -> {
        link.say(bytes(line(code) + line(250)), false);
        saidBefore = true;
      }
      default -> link.say(cut(bytes(line(code)), chosen.cut()), false);
    }
    become(isEnd(chosen.form()) ? Then.FIN : chosen.then());
  }

  private static boolean isEnd(Form form) {
    return form == Form.ENDS_221 || form == Form.ENDS_421;
  }

  private static int code(Point point, Behaviour chosen, boolean allowed) {
    return switch (chosen.form()) {
      case ENDS_221 -> 221;
      case ENDS_421 -> 421;
      case WRONG_CLASS -> point.code == 354 ? 250 : 354;
      default -> !allowed ? 503 : chosen.truth() == Truth.TAKES ? point.code : chosen.truth().code;
    };
  }

  private void become(Then then) {
    now = then;
    switch (then) {
      case FIN, FIN_MUTE -> link.end(null, then.works());
      case RST, RST_MUTE -> link.end("Connection reset", false);
      case RST_LOSES -> {
        link.lose();
        link.end("Connection reset", false);
      }
      default -> {}
    }
  }

  private static String line(int code) {
    return code + " ok\r\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  private static byte[] cut(byte[] bytes, int length) {
    return length >= bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}
