package io.ledgerline.graph;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.tdb2.sys.TDBInternal;

/// One database while it is open, and how many use it. That is counted under the lock of
/// [Generations]; a transaction belongs to the thread that calls.
final class Generation {

  private final Path directory;
  private final DatasetGraph dataset;
  private int users;
  private boolean isRetired;

  Generation(Path directory, DatasetGraph dataset) {
    this.directory = directory;
    this.dataset = dataset;
  }

  Path directory() {
    return directory;
  }

  <T> T read(Function<DatasetGraph, T> reading) {
    dataset.begin(ReadWrite.READ);
    try {
      return reading.apply(dataset);
    } finally {
      dataset.end();
    }
  }

  /// Changes the database in one transaction.
  ///
  /// @param changing whether the change is to be kept
  /// @return whether it was
  boolean change(Predicate<DatasetGraph> changing) {
    dataset.begin(ReadWrite.WRITE);
    try {
      boolean isKept = changing.test(dataset);
      if (isKept) {
        dataset.commit();
      }
      return isKept;
    } finally {
      if (dataset.isInTransaction()) {
        dataset.abort();
      }
      dataset.end();
    }
  }

  void enter() {
    users++;
  }

  void leave() {
    users--;
  }

  boolean isInUse() {
    return users > 0;
  }

  /// Another one is in its place for good: it is deleted once nobody uses it.
  void retire() {
    isRetired = true;
  }

  boolean isOver() {
    return isRetired && users == 0;
  }

  /// Closes the database and frees its lock file.
  void expel() {
    TDBInternal.expel(dataset, true);
  }
}
