package io.ledgerline.lineage.catalogue;

import io.ledgerline.graph.Iris;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.sparql.core.DatasetGraph;
import org.jspecify.annotations.Nullable;

/// Keeps the names of a graph in memory, and reads what was added since. A graph that was filled
/// anew is another one, and read anew. Thread-safe.
final class NameIndex {

  private final Iris iris;
  private final int entriesMax;
  private WeakReference<DatasetGraph> graph = new WeakReference<>(null);
  private long position;
  private @Nullable Names names;

  NameIndex(Iris iris, int entriesMax) {
    this.iris = iris;
    this.entriesMax = entriesMax;
  }

  /// The names as of a position at least.
  ///
  /// @param current in a read transaction
  /// @param at the position that it stands at
  synchronized Names follow(DatasetGraph current, long at) {
    Names known = names;
    if (known != null && graph.refersTo(current) && at - position <= entriesMax) {
      // A reader that began earlier finds what a later one has read.
      List<Named> fresh = new ArrayList<>();
      for (long index = position + 1; index <= at; index++) {
        fresh.addAll(Names.of(current, iris, index));
      }
      known = known.with(fresh);
      position = Math.max(position, at);
    } else {
      known = Names.read(current, iris);
      graph = new WeakReference<>(current);
      position = at;
    }
    names = known;
    return known;
  }
}
