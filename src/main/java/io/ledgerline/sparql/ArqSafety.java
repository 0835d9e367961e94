package io.ledgerline.sparql;

import io.ledgerline.graph.execution.Budget;
import io.ledgerline.graph.execution.QueryExecutor;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.datatypes.BaseDatatype;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.query.ARQ;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.function.FunctionFactory;
import org.apache.jena.sparql.function.FunctionRegistry;
import org.apache.jena.sparql.function.StandardFunctions;
import org.apache.jena.sparql.util.Context;
import org.jspecify.annotations.Nullable;

/// What every query in this process must not do, whoever runs it.
///
/// Some of ARQ's own queries see nothing but the global context, so it is set there, and once more
/// for each query of ours.
final class ArqSafety {

  private static final SafeFunctions FUNCTIONS = new SafeFunctions();
  private static final TypeMapper DATATYPES = new KnownDatatypes(TypeMapper.getInstance());

  private ArqSafety() {}

  /// Sets the global context. To repeat it changes nothing.
  static void apply() {
    ARQ.init();
    ARQ.globalServiceAllowed = false;
    ARQ.allowServiceDefault = false;
    TypeMapper.setInstance(DATATYPES);
    restrict(ARQ.getContext());
  }

  /// The context of one query, which may keep so much in memory.
  static Context context(Budget budget) {
    Context context = ARQ.getContext().copy();
    restrict(context);
    budget.applyTo(context);
    return context;
  }

  /// Whether a query may call the function with this IRI.
  static boolean allowsFunction(String iri) {
    return FUNCTIONS.isRegistered(iri);
  }

  private static void restrict(Context context) {
    context.setFalse(ARQ.httpServiceAllowed);
    context.setFalse(ARQ.propertyFunctions);
    context.set(ARQConstants.registryFunctions, FUNCTIONS);
    QueryExecutor.applyTo(context);
  }

  /// The datatypes that Jena knows. The stock mapper remembers, for ever, every other IRI that a
  /// query has as a datatype; two that are made for one IRI are equal anyway.
  private static final class KnownDatatypes extends TypeMapper {

    private final TypeMapper known;

    KnownDatatypes(TypeMapper known) {
      this.known = known;
    }

    @Override
    public @Nullable RDFDatatype getSafeTypeByName(@Nullable String iri) {
      RDFDatatype found = iri == null ? null : known.getTypeByName(iri);
      return found != null || iri == null ? found : new BaseDatatype(iri);
    }

    @Override
    public @Nullable RDFDatatype getTypeByName(String iri) {
      return known.getTypeByName(iri);
    }

    @Override
    public @Nullable RDFDatatype getTypeByValue(Object value) {
      return known.getTypeByValue(value);
    }

    @Override
    public @Nullable RDFDatatype getTypeByClass(Class<?> ofValue) {
      return known.getTypeByClass(ofValue);
    }

    @Override
    public Iterator<RDFDatatype> listTypes() {
      return known.listTypes();
    }

    @Override
    public void registerDatatype(RDFDatatype type) {
      known.registerDatatype(type);
    }

    @Override
    public void unregisterDatatype(RDFDatatype type) {
      known.unregisterDatatype(type);
    }
  }

  /// The functions that a query may call by IRI: those of the W3C that ARQ has.
  ///
  /// The stock registry loads the class that an unknown `java:` IRI names, and holds functions that
  /// wait or print; this one only looks up.
  private static final class SafeFunctions extends FunctionRegistry {

    private static final String W3C = "http://www.w3.org/";

    /// What REGEX, REPLACE, CONCAT and ENCODE_FOR_URI do, without the checks that those have here;
    /// and what makes a number of as many digits as it is told.
    private static final Set<String> UNBOUNDED =
        Set.of(
            ARQConstants.fnPrefix + "matches",
            ARQConstants.fnPrefix + "replace",
            ARQConstants.fnPrefix + "concat",
            ARQConstants.fnPrefix + "string-join",
            ARQConstants.fnPrefix + "encode-for-uri",
            ARQConstants.fnPrefix + "round",
            ARQConstants.fnPrefix + "round-half-to-even",
            ARQConstants.mathPrefix + "pow");

    private final Set<String> allowed = new TreeSet<>();

    SafeFunctions() {
      StandardFunctions.loadStdDefs(this);
      for (Iterator<String> iris = keys(); iris.hasNext(); ) {
        String iri = iris.next();
        if (iri.startsWith(W3C) && !UNBOUNDED.contains(iri)) {
          allowed.add(iri);
        }
      }
    }

    @Override
    public @Nullable FunctionFactory getFunctionFactory(String iri) {
      return allowed.contains(iri) ? super.getFunctionFactory(iri) : null;
    }

    @Override
    public boolean isRegistered(String iri) {
      return allowed.contains(iri);
    }
  }
}
