package smtp.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One fault in place of one of the replies to two mails that are under way together. */
record FlightCell(Flight flight, int mail, Step step, Fault fault) {

  /** Returns every combination of flight, reply and fault. */
  static Stream<FlightCell> combinations() {
    List<FlightCell> all = new ArrayList<>();
    for (Flight flight : Flight.values()) {
      for (int mail = 1; mail <= 2; mail++) {
        for (Step step : flight.steps(mail)) {
          for (Fault fault : Fault.values()) {
            all.add(new FlightCell(flight, mail, step, fault));
          }
        }
      }
    }
    return all.stream();
  }

  /** Returns the cells that there are. */
  static List<FlightCell> cells() {
    return combinations().filter(cell -> FlightModel.leftOut(cell).isEmpty()).toList();
  }

  /** The same fault where each command waits for the reply to the one before. */
  Cell alone() {
    return new Cell(Way.CLEAR, step, fault);
  }

  @Override
  public String toString() {
    return flight + ": " + step.words() + " of mail " + mail + ", " + fault.title();
  }
}
