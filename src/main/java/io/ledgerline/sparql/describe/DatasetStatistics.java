package io.ledgerline.sparql.describe;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Vocabulary;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;

/// What the default graph holds, counted (VoID): one scan of it.
final class DatasetStatistics {

  private static final String VOID = "http://rdfs.org/ns/void#";

  private final Map<String, Long> triplesOfProperty = new TreeMap<>();
  private final Map<String, Long> entitiesOfClass = new TreeMap<>();
  private final long position;
  private long triples;
  private long entities;

  private DatasetStatistics(long position) {
    this.position = position;
  }

  /// Counts, within a transaction.
  static DatasetStatistics of(DatasetGraph store) {
    long position = Cursor.read(store).map(Cursor::position).orElse(Cursor.NOTHING);
    DatasetStatistics counted = new DatasetStatistics(position);
    Node before = Node.ANY;
    Iterator<Triple> all = store.getDefaultGraph().find();
    while (all.hasNext()) {
      Triple triple = all.next();
      counted.triples++;
      counted.triplesOfProperty.merge(triple.getPredicate().getURI(), 1L, Long::sum);
      if (triple.getPredicate().equals(Statements.TYPE) && triple.getObject().isURI()) {
        counted.entitiesOfClass.merge(triple.getObject().getURI(), 1L, Long::sum);
      }
      // The store goes by subject, so that one that comes again comes at once.
      if (!triple.getSubject().equals(before)) {
        before = triple.getSubject();
        counted.entities++;
      }
    }
    return counted;
  }

  /// As a graph.
  ///
  /// @param iri of the graph; names in it start with it
  /// @param endpoint where the data can be asked
  /// @param space what the IRIs of the log's nodes start with
  Graph graph(String iri, String endpoint, String space) {
    Statements statements = new Statements();
    Node dataset = Iris.node(iri + "#dataset");
    statements
        .add(dataset, Statements.TYPE, term("Dataset"))
        .add(dataset, term("sparqlEndpoint"), Iris.node(endpoint))
        .add(dataset, term("rootResource"), Iris.node(space))
        .add(dataset, term("vocabulary"), Iris.node(Vocabulary.LL))
        .add(dataset, term("triples"), triples)
        .add(dataset, term("entities"), entities)
        .add(dataset, term("classes"), entitiesOfClass.size())
        .add(dataset, term("properties"), triplesOfProperty.size())
        .add(dataset, Vocabulary.POSITION, position);
    int number = 0;
    for (Map.Entry<String, Long> each : entitiesOfClass.entrySet()) {
      Node part = Iris.node(iri + "#class-" + ++number);
      statements
          .add(dataset, term("classPartition"), part)
          .add(part, term("class"), Iris.node(each.getKey()))
          .add(part, term("entities"), each.getValue());
    }
    number = 0;
    for (Map.Entry<String, Long> each : triplesOfProperty.entrySet()) {
      Node part = Iris.node(iri + "#property-" + ++number);
      statements
          .add(dataset, term("propertyPartition"), part)
          .add(part, term("property"), Iris.node(each.getKey()))
          .add(part, term("triples"), each.getValue());
    }
    return statements.graph();
  }

  private static Node term(String name) {
    return Iris.node(VOID + name);
  }
}
