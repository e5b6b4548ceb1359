package smtp.core.model;

/** What the caller's own code throws. */
final class OwnFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  OwnFailure(Point point) {
    super("thrown in " + point.words(), null, false, false);
  }

  static void maybe(World world, Point point) {
    if (world.act(point)) {
      throw new OwnFailure(point);
    }
  }
}
