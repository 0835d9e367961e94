package io.ledgerline.graph.execution;

import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.optimize.Optimize;
import org.apache.jena.sparql.algebra.optimize.Rewrite;
import org.apache.jena.sparql.algebra.optimize.RewriteFactory;
import org.apache.jena.sparql.expr.E_Function;
import org.apache.jena.sparql.expr.E_Multiply;
import org.apache.jena.sparql.expr.E_Regex;
import org.apache.jena.sparql.expr.E_StrConcat;
import org.apache.jena.sparql.expr.E_StrDatatype;
import org.apache.jena.sparql.expr.E_StrEncodeForURI;
import org.apache.jena.sparql.expr.E_StrReplace;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunction;
import org.apache.jena.sparql.expr.ExprFunction1;
import org.apache.jena.sparql.expr.ExprFunction2;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprTransformCopy;
import org.apache.jena.sparql.util.Context;

/// Puts a [CheckedFunction] in the place of each function of a query whose cost or result can grow
/// without bound: REGEX, REPLACE, CONCAT, ENCODE_FOR_URI, the product of numbers, and what makes a
/// number of a text.
final class CheckedExpressions extends ExprTransformCopy {

  private CheckedExpressions() {}

  /// Checks the functions of the queries that run in a context.
  static void applyTo(Context context) {
    RewriteFactory checking =
        of -> {
          Rewrite optimising = Optimize.stdOptimizationFactory.create(of);
          return op -> optimising.rewrite(checked(op));
        };
    context.set(ARQConstants.sysOptimizerFactory, checking);
  }

  private static Op checked(Op op) {
    return Transformer.transform(new TransformCopy(), new CheckedExpressions(), op);
  }

  @Override
  public Expr transform(ExprFunction1 function, Expr argument) {
    Expr copied = super.transform(function, argument);
    return copied instanceof E_StrEncodeForURI encoding ? new CheckedFunction(encoding) : copied;
  }

  @Override
  public Expr transform(ExprFunction2 function, Expr left, Expr right) {
    Expr copied = super.transform(function, left, right);
    return copied instanceof E_Multiply || copied instanceof E_StrDatatype
        ? new CheckedFunction((ExprFunction) copied)
        : copied;
  }

  @Override
  public Expr transform(ExprFunctionN function, ExprList arguments) {
    Expr copied = super.transform(function, arguments);
    return copied instanceof E_Regex
            || copied instanceof E_StrReplace
            || copied instanceof E_StrConcat
            || (copied instanceof E_Function cast
                && CheckedFunction.isOfDigits(cast.getFunctionIRI()))
        ? new CheckedFunction((ExprFunction) copied)
        : copied;
  }
}
