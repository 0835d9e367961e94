package io.ledgerline.graph;

import org.apache.jena.atlas.RuntimeIOException;

/// Tells faults of the store from faults of what was asked of it.
///
/// A damaged TDB2 database shows as whatever its buffers throw, an [IllegalArgumentException] for
/// instance: only where it was thrown says that it is the store's.
public final class StoreFault {

  private static final String OURS = "io.ledgerline.";

  private StoreFault() {}

  /// Whether a failure comes from the store: by its type, or because it was thrown within TDB2, in
  /// a call that is not ours any more. So it is with anything that caused it.
  public static boolean isBehind(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof GraphFailure
          || each instanceof RuntimeIOException
          || isOfStore(each.getClass().getName())
          || isThrownInStore(each)) {
        return true;
      }
    }
    return false;
  }

  /// Whether it may have left half changed what all readers of the store share: an Error that comes
  /// from the store, or want of memory, which strikes anywhere.
  public static boolean mayHaveHurtAll(Throwable fault) {
    return fault instanceof OutOfMemoryError || (fault instanceof Error && isBehind(fault));
  }

  private static boolean isThrownInStore(Throwable failure) {
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith(OURS)) {
        return false;
      }
      if (isOfStore(frame.getClassName())) {
        return true;
      }
    }
    return false;
  }

  /// The solver belongs to one query, and is below all that a query does.
  private static boolean isOfStore(String className) {
    return className.startsWith("org.apache.jena.dboe.")
        || (className.startsWith("org.apache.jena.tdb2.")
            && !className.startsWith("org.apache.jena.tdb2.solver."));
  }
}
