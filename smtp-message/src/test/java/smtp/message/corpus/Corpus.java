package smtp.message.corpus;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import smtp.message.corpus.Composite.Footer;

/** Messages of every structure: each composite type in each other, with leaves of every kind. */
final class Corpus {

  /** What is in each pair of composite types; the other kinds are tried alone and deep inside. */
  private static final Set<LeafKind> IN_PAIRS =
      EnumSet.of(
          LeafKind.DECLARED_7BIT,
          LeafKind.DECLARED_8BIT,
          LeafKind.DELICATE,
          LeafKind.UTF8,
          LeafKind.LONG_LINE,
          LeafKind.DATA);

  private Corpus() {}

  static List<Sample> all() {
    List<Sample> all = new ArrayList<>();
    for (LeafKind leaf : LeafKind.values()) {
      add(all, leaf, sample(leaf.name(), leaf(leaf), leaf, false));
      add(all, leaf, deep(leaf));
      if (IN_PAIRS.contains(leaf)) {
        List.of(Composite.values()).forEach(outer -> addNested(all, outer, leaf));
      }
    }
    for (Sample wild : WildSamples.all()) {
      all.add(wild);
      if (wild.text().contains("\n")) {
        all.add(wild.withLineEnd("LF", "\n"));
      }
    }
    return List.copyOf(all);
  }

  /** Adds a sample with both line ends, unless line ends are data. */
  private static void add(List<Sample> all, LeafKind leaf, Sample crlf) {
    all.add(crlf);
    if (!leaf.isBinary()) {
      all.add(crlf.withLineEnd("LF", "\n"));
    }
  }

  private static void addNested(List<Sample> all, Composite outer, LeafKind leaf) {
    if (!outer.hasEntities()) {
      String entity = outer.around("", leaf, 0, Footer.ASCII);
      add(all, leaf, sample("%s( %s )".formatted(outer, leaf), entity, leaf, true));
      return;
    }
    for (Composite inner : Composite.values()) {
      add(all, leaf, nested(outer, inner, leaf));
    }
  }

  private static String leaf(LeafKind leaf) {
    return "Content-Type: text/plain; charset=utf-8\r\n" + leaf.declaration() + "\r\n" + leaf.body;
  }

  private static Sample sample(String name, String entity, LeafKind leaf, boolean kept) {
    boolean all = !kept || leaf.fitsSevenBit();
    return new Sample(
        name, Composite.HEADER + entity, all ? Sample.Forms.ALL : Sample.Forms.ONLY_AS_IT_IS);
  }

  private static Sample nested(Composite outer, Composite inner, LeafKind leaf) {
    Footer inside = outer == Composite.SIGNED ? Footer.ASCII : Footer.EIGHT_BIT;
    String entity =
        outer.around(inner.around(leaf(leaf), leaf, 1, inside), leaf, 0, Footer.EIGHT_BIT);
    return sample(
        "%s( %s( %s ) )".formatted(outer, inner, leaf),
        entity,
        leaf,
        outer.keepsItsBody() || inner.keepsItsBody());
  }

  /** All composite types in a row, and what a list adds to them. */
  private static Sample deep(LeafKind leaf) {
    Footer inside = leaf.fitsSevenBit() ? Footer.ASCII : Footer.EIGHT_BIT;
    String entity = leaf(leaf);
    int depth = 0;
    for (Composite composite : Composite.values()) {
      if (composite.hasEntities() && (composite != Composite.SIGNED || leaf.fitsSevenBit())) {
        entity = composite.around(entity, leaf, depth++, inside);
      }
    }
    String listed = Composite.MIXED.around(entity, leaf, depth, Footer.EIGHT_BIT);
    return sample("all types around " + leaf, listed, leaf, false);
  }
}
