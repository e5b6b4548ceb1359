package smtp.bench.report;

import java.util.List;
import java.util.Locale;

/** Draws panels of bars as SVG. In each panel, the highest value has the longest bar. */
final class Chart {

  /** Whose bar it is, which decides its colour. */
  enum Kind {
    LIBRARY("#1b6ca8"),
    LIMIT("#9aa5b1"),
    PEER("#d98e3f");

    private final String colour;

    Kind(String colour) {
      this.colour = colour;
    }
  }

  /** A bar. */
  record Bar(String label, double value, Kind kind) {}

  /** Bars that belong together. */
  record Panel(String title, List<Bar> bars) {}

  private static final int WIDTH = 330;
  private static final int BAR = 15;
  private static final int HEAD = 46;
  private static final int LABEL = 100;
  private static final int LONGEST = 150;

  private final StringBuilder svg = new StringBuilder();

  private Chart() {}

  /**
   * Returns the SVG.
   *
   * @param title what is measured, and its unit
   * @param columns how many panels are in one row
   */
  static String draw(String title, int columns, List<Panel> panels) {
    Chart chart = new Chart();
    int top = HEAD;
    for (int from = 0; from < panels.size(); from += columns) {
      List<Panel> row = panels.subList(from, Math.min(from + columns, panels.size()));
      for (int i = 0; i < row.size(); i++) {
        chart.panel(row.get(i), i * WIDTH, top);
      }
      top += BAR * (2 + row.stream().mapToInt(panel -> panel.bars.size()).max().orElse(0));
    }
    return chart.whole(title, columns * WIDTH, top);
  }

  private String whole(String title, int width, int height) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" \
    font-family="sans-serif" font-size="11">
    <rect width="100%%" height="100%%" fill="white"/>
    """
            .formatted(width, height)
        + text(8, 18, "start", "font-size=\"14\" font-weight=\"bold\"", title)
        + legend()
        + svg
        + "</svg>\n";
  }

  private static String legend() {
    return text(8, 34, "start", "fill=\"" + Kind.LIBRARY.colour + "\"", "■ this library")
        + text(108, 34, "start", "fill=\"" + Kind.LIMIT.colour + "\"", "■ limit")
        + text(168, 34, "start", "fill=\"" + Kind.PEER.colour + "\"", "■ peers");
  }

  private void panel(Panel panel, int left, int top) {
    double most = panel.bars.stream().mapToDouble(Bar::value).max().orElse(1);
    svg.append(text(left + 8, top + BAR, "start", "font-weight=\"bold\"", panel.title));
    for (int i = 0; i < panel.bars.size(); i++) {
      bar(panel.bars.get(i), left, top + BAR * (i + 1) + 5, most);
    }
  }

  private void bar(Bar bar, int left, int top, double most) {
    double length = Math.max(1, bar.value / most * LONGEST);
    int start = left + LABEL;
    svg.append(text(start - 6, top + 10, "end", "", bar.label))
        .append(
            String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                start,
                top + 1,
                length,
                BAR - 4,
                bar.kind.colour))
        .append(text(start + (int) length + 5, top + 10, "start", "", Numbers.text(bar.value)));
  }

  private static String text(int x, int y, String anchor, String style, String content) {
    return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" %s>%s</text>%n"
        .formatted(x, y, anchor, style, content.replace("&", "&amp;").replace("<", "&lt;"));
  }
}
