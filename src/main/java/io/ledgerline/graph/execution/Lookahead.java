package io.ledgerline.graph.execution;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// An iterator that finds its next element only when it is asked whether there is one.
///
/// @param <T> never null
abstract class Lookahead<T> implements Iterator<T> {

  private @Nullable T ready;
  private boolean over;

  /// The next element; null after the last, and then never called again.
  abstract @Nullable T advance();

  @Override
  public final boolean hasNext() {
    if (ready == null && !over) {
      ready = advance();
      over = ready == null;
    }
    return ready != null;
  }

  @Override
  public final T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T next = ready;
    ready = null;
    if (next == null) {
      throw new NoSuchElementException();
    }
    return next;
  }
}
