package io.ledgerline.graph;

import java.util.Optional;

/// A write was made for a graph that stood elsewhere than this one does. Nothing was written.
public final class StaleCursorException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StaleCursorException(Optional<Cursor> expected, Optional<Cursor> found) {
    super("the graph stands at " + found + ", the write was made for " + expected);
  }
}
