package io.ledgerline.graph.execution;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.util.Context;
import org.apache.jena.sparql.util.Symbol;

/// What one query may keep in memory at once, in bytes as estimated: nodes that a path has seen,
/// rows that are sorted, grouped, joined or compared, triples of which a graph is built.
///
/// Estimates are on the high side: what two rows share counts twice. Thread-safe.
public final class Budget {

  /// What a query may keep that brings no budget of its own: 64 MiB.
  public static final long BYTES_MAX = 64L << 20;

  private static final Symbol SYMBOL = Symbol.create("https://w3id.org/ledgerline/ns#budget");
  private static final long NODE_BYTES = 120;
  private static final long ROW_BYTES = 64;
  private static final long CELL_BYTES = 48;

  private final long bytesMax;
  private final AtomicLong held = new AtomicLong();

  /// Nothing is kept yet.
  public Budget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// Makes this the budget of the query that runs in a context.
  public void applyTo(Context context) {
    context.set(SYMBOL, this);
  }

  /// The budget of the query that runs in a context; one of [#BYTES_MAX] if it brought none.
  public static Budget of(Context context) {
    Budget found = context.get(SYMBOL);
    if (found == null) {
      found = new Budget(BYTES_MAX);
      found.applyTo(context);
    }
    return found;
  }

  /// What is kept now.
  public long heldBytes() {
    return held.get();
  }

  /// Keeps so much more.
  ///
  /// @throws BudgetExceededException if that is too much
  void hold(long bytes) {
    if (held.addAndGet(bytes) > bytesMax) {
      throw new BudgetExceededException(bytesMax);
    }
  }

  /// Keeps so much less.
  void release(long bytes) {
    held.addAndGet(-bytes);
  }

  /// An account within this budget, for what is kept and given up together.
  public Account open() {
    return new Account();
  }

  static long bytes(Node node) {
    if (node.isURI()) {
      return NODE_BYTES + node.getURI().length();
    }
    if (node.isLiteral()) {
      return NODE_BYTES
          + node.getLiteralLexicalForm().length()
          + node.getLiteralDatatypeURI().length()
          + node.getLiteralLanguage().length();
    }
    return NODE_BYTES + (node.isTripleTerm() ? bytes(node.getTriple()) : 0);
  }

  static long bytes(Triple triple) {
    return bytes(triple.getSubject()) + bytes(triple.getPredicate()) + bytes(triple.getObject());
  }

  static long bytes(Binding row) {
    long bytes = ROW_BYTES;
    for (Iterator<Var> vars = row.vars(); vars.hasNext(); ) {
      bytes += CELL_BYTES + bytes(row.get(vars.next()));
    }
    return bytes;
  }

  /// A part of what a query keeps. For one thread.
  public final class Account {

    private long bytes;

    private Account() {}

    /// Keeps a triple.
    ///
    /// @throws BudgetExceededException if that is too much
    public void hold(Triple triple) {
      hold(Budget.bytes(triple));
    }

    void hold(long more) {
      bytes += more;
      Budget.this.hold(more);
    }

    void release(long less) {
      bytes -= less;
      Budget.this.release(less);
    }

    /// Gives up all of it.
    void close() {
      release(bytes);
    }
  }
}
