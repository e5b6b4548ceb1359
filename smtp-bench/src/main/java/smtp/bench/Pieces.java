package smtp.bench;

import java.nio.ByteBuffer;
import java.util.List;

/** What a server sends, piece by piece, repeated endlessly. */
final class Pieces {

  private final ByteBuffer[] pieces;
  private int next;

  Pieces(List<ByteBuffer> pieces) {
    this.pieces = pieces.stream().map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new);
  }

  ByteBuffer next() {
    ByteBuffer piece = pieces[next];
    next = next + 1 < pieces.length ? next + 1 : 0;
    return piece.rewind();
  }
}
