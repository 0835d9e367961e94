package io.ledgerline.cli.audit;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with a log: the first things, and how many.
final class Findings {

  private static final int LISTED_MAX = 100;

  private final List<String> listed = new ArrayList<>();
  private long count;

  void add(String what) {
    if (count++ < LISTED_MAX) {
      listed.add(what);
    }
  }

  void require(boolean holds, String otherwise) {
    if (!holds) {
      add(otherwise);
    }
  }

  List<String> listed() {
    return List.copyOf(listed);
  }

  long count() {
    return count;
  }
}
