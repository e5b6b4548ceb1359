package smtp.it.faults;

import java.util.List;

/**
 * What replaying a cell with different splits has shown.
 *
 * @param replays how often the cell was replayed
 * @param complaints each replay with a different result, with its split
 */
record CutResult(int replays, List<String> complaints) {}
