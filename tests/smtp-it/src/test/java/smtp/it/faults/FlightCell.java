package smtp.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One fault instead of one of the replies to two pipelined messages. */
record FlightCell(Flight flight, int mail, FaultPoint point, Fault fault) {

  /** Returns every combination of flight, reply and fault. */
  static Stream<FlightCell> combinations() {
    List<FlightCell> all = new ArrayList<>();
    for (Flight flight : Flight.values()) {
      for (int mail = 1; mail <= 2; mail++) {
        for (FaultPoint point : flight.points(mail)) {
          for (Fault fault : Fault.values()) {
            all.add(new FlightCell(flight, mail, point, fault));
          }
        }
      }
    }
    return all.stream();
  }

  /** Returns the cells that exist. */
  static List<FlightCell> cells() {
    return combinations().filter(cell -> FlightModel.leftOut(cell).isEmpty()).toList();
  }

  /** Returns the same fault in a session without pipelining. */
  Cell alone() {
    return new Cell(Transport.PLAINTEXT, point, fault);
  }

  @Override
  public String toString() {
    return flight + ": " + point.words() + " of message " + mail + ", " + fault.title();
  }
}
