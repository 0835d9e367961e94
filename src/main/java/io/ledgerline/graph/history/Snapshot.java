package io.ledgerline.graph.history;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.Iris;
import java.util.OptionalLong;
import org.apache.jena.sparql.core.DatasetGraph;

/// What a question is asked of: the store as it is, or as it was.
///
/// @param dataset within the transaction of the store
/// @param position the index of the last entry that is taken into account
/// @param takenBack what entries after the position took back of what was there
public record Snapshot(DatasetGraph dataset, long position, TakenBack takenBack) {

  /// The store as of a position, or as it is.
  ///
  /// @param store in a read transaction
  /// @param asOf the position; one that the store has not reached is as good as none
  public static Snapshot of(DatasetGraph store, Iris iris, OptionalLong asOf) {
    return of(store, iris, asOf, () -> {});
  }

  /// The same, for a reader who may be told to end.
  ///
  /// @param check run for each quad that is looked at to find what was so; throws to end that
  public static Snapshot of(DatasetGraph store, Iris iris, OptionalLong asOf, Runnable check) {
    long position = Cursor.position(store);
    if (asOf.orElse(position) >= position) {
      return new Snapshot(store, position, TakenBack.nothing());
    }
    AsOfDataset past = new AsOfDataset(new WatchedStore(store, check), iris, asOf.getAsLong());
    return new Snapshot(past, asOf.getAsLong(), past.takenBack());
  }
}
