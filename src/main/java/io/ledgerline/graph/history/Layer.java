package io.ledgerline.graph.history;

/// Which triples a history is of.
public enum Layer {
  /// Those of the default graph.
  CURRENT(""),
  /// References as they were written, in the graph `said`.
  SAID("said/");

  private final String path;

  Layer(String path) {
    this.path = path;
  }

  /// What the names of its graphs have before the rest.
  String path() {
    return path;
  }
}
