package io.ledgerline.graph.execution;

import java.util.Iterator;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.jspecify.annotations.Nullable;

/// A row as a key of hash tables.
///
/// ARQ's own hash of a row is the exclusive or of its parts, which gives rows that have the same
/// values in other columns the same hash: products are full of them.
///
/// @param hash of the row, 64 bits
record RowHash(long hash, Binding row) {

  static RowHash of(Binding row) {
    long sum = 0;
    for (Iterator<Var> vars = row.vars(); vars.hasNext(); ) {
      Var var = vars.next();
      sum += mixed(var.hashCode(), row.get(var));
    }
    return new RowHash(sum, row);
  }

  static long mixed(long hash, @Nullable Node value) {
    return mixed(hash, value == null ? 0 : value.hashCode());
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014) over both.
  static long mixed(long hash, long value) {
    long z = hash * 0x9E3779B97F4A7C15L + value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RowHash(long itsHash, Binding itsRow)
        && hash == itsHash
        && row.equals(itsRow);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }
}
