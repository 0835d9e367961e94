package io.ledgerline.sparql;

import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVisitorBase;
import org.apache.jena.sparql.algebra.op.OpGraph;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpService;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprVisitorBase;
import org.apache.jena.sparql.expr.aggregate.AggCustom;

/// Finds SERVICE, functions and aggregates that are not on the allow-list, and the names of graphs,
/// wherever a query can hide them.
///
/// ARQ's walker enters EXISTS, sub-selects, HAVING, BIND and the keys of GROUP BY, but neither the
/// keys of ORDER BY nor the arguments of aggregates: those are entered here.
final class QueryFeatures {

  private final Set<String> found = new TreeSet<>();
  private final Set<String> graphs = new TreeSet<>();
  private boolean anyGraph;
  private final Operators operators = new Operators();
  private final Expressions expressions = new Expressions();

  private QueryFeatures() {}

  /// The features of a query.
  static QueryFeatures of(Op algebra) {
    QueryFeatures features = new QueryFeatures();
    Walker.walk(algebra, features.operators, features.expressions);
    return features;
  }

  /// What is forbidden, as the person who asked would name it, sorted.
  Set<String> forbidden() {
    return found;
  }

  /// The graphs that GRAPH names.
  Set<String> graphs() {
    return graphs;
  }

  /// Whether GRAPH has a variable somewhere.
  boolean asksForAnyGraph() {
    return anyGraph;
  }

  private void checkFunction(String kind, String iri) {
    if (!ArqSafety.allowsFunction(iri)) {
      found.add(kind + " <" + iri + ">");
    }
  }

  private final class Operators extends OpVisitorBase {

    @Override
    public void visit(OpService op) {
      found.add("SERVICE");
    }

    @Override
    public void visit(OpGraph op) {
      if (op.getNode().isURI()) {
        graphs.add(op.getNode().getURI());
      } else {
        anyGraph = true;
      }
    }

    @Override
    public void visit(OpOrder op) {
      op.getConditions().forEach(key -> Walker.walk(key.getExpression(), operators, expressions));
    }

    @Override
    public void visit(OpGroup op) {
      op.getAggregators().forEach(expressions::visit);
    }
  }

  private final class Expressions extends ExprVisitorBase {

    @Override
    public void visit(ExprFunctionN function) {
      String iri = function.getFunctionIRI();
      if (iri != null) {
        checkFunction("function", iri);
      }
    }

    @Override
    public void visit(ExprAggregator aggregator) {
      if (aggregator.getAggregator() instanceof AggCustom custom) {
        found.add("aggregate <" + custom.getIRI() + ">");
      }
      ExprList arguments = aggregator.getAggregator().getExprList();
      if (arguments != null) {
        arguments.forEach(argument -> Walker.walk(argument, operators, expressions));
      }
    }
  }
}
