package smtp.it;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Names, and arrows from each to the names that it needs. */
final class Graph {
  private final SortedMap<String, Set<String>> targets = new TreeMap<>();

  /** Adds an arrow, unless it would lead from a name to itself. */
  void add(String from, String to) {
    if (!from.equals(to)) {
      targets.computeIfAbsent(from, name -> new TreeSet<>()).add(to);
    }
  }

  /** Returns every arrow as {@code from -> to}, sorted. */
  Set<String> arrows() {
    Set<String> arrows = new TreeSet<>();
    targets.forEach((from, all) -> all.forEach(to -> arrows.add(from + " -> " + to)));
    return arrows;
  }

  /** Returns this graph with each name replaced: that of a class by that of its package, say. */
  Graph renamed(UnaryOperator<String> newName) {
    Graph renamed = new Graph();
    targets.forEach(
        (from, all) -> all.forEach(to -> renamed.add(newName.apply(from), newName.apply(to))));
    return renamed;
  }

  /** Returns the largest sets of names in which each is reachable from each other one. */
  List<Set<String>> circles() {
    Map<String, Set<String>> reachable = new TreeMap<>();
    targets.keySet().forEach(name -> reachable.put(name, reachable(name)));
    Set<Set<String>> circles = new LinkedHashSet<>();
    reachable.forEach((name, others) -> {
      if (others.contains(name)) {
        circles.add(inBothDirections(name, reachable));
      }
    });
    return List.copyOf(circles);
  }

  /** Returns the part of this graph that has only these names. */
  Graph within(Set<String> names) {
    Graph part = new Graph();
    names.forEach(from ->
        targets.getOrDefault(from, Set.of()).stream()
            .filter(names::contains)
            .forEach(to -> part.add(from, to)));
    return part;
  }

  private static Set<String> inBothDirections(String name, Map<String, Set<String>> reachable) {
    Set<String> circle = new TreeSet<>(reachable.get(name));
    circle.removeIf(other -> !reachable.getOrDefault(other, Set.of()).contains(name));
    return circle;
  }

  private Set<String> reachable(String from) {
    Set<String> reachable = new HashSet<>();
    ArrayDeque<String> open = new ArrayDeque<>(targets.getOrDefault(from, Set.of()));
    while (!open.isEmpty()) {
      String name = open.removeLast();
      if (reachable.add(name)) {
        open.addAll(targets.getOrDefault(name, Set.of()));
      }
    }
    return reachable;
  }
}
