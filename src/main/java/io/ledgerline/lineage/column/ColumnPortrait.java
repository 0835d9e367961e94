package io.ledgerline.lineage.column;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import io.ledgerline.lineage.lookup.SchemaFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;

/// How a column is shown. Remembers what it found, for one reading of the graph.
final class ColumnPortrait {

  /// What the parts of a column's IRI say.
  private record Names(String namespace, String dataset, String field) {

    String id() {
      return "datasetField:" + namespace + ":" + dataset + ":" + field;
    }
  }

  private final Facts facts;
  private final Iris iris;
  private final SchemaFields schemas;
  private final Map<Node, List<Node>> shapersByDataset = new HashMap<>();

  ColumnPortrait(Facts facts) {
    this.facts = facts;
    this.iris = facts.iris();
    this.schemas = new SchemaFields(facts);
  }

  /// What a client calls a column.
  String id(Node column) {
    return names(column).id();
  }

  /// What a column came from, or what decided about it.
  Set<Node> sources(Node column) {
    Set<Node> sources = new LinkedHashSet<>(facts.values(column, Vocabulary.DERIVED_FROM_COLUMN));
    sources.addAll(shapers(datasetOf(column)));
    return sources;
  }

  /// What decided about all columns of a dataset.
  private List<Node> shapers(Node dataset) {
    return shapersByDataset.computeIfAbsent(
        dataset, d -> facts.values(d, Vocabulary.SHAPED_BY_COLUMN));
  }

  ColumnView.Column portray(Node column) {
    Names names = names(column);
    Node dataset = datasetOf(column);
    Map<Node, List<String>> transformations = transformations(column);
    transformations(dataset)
        .forEach(
            (source, said) ->
                transformations.computeIfAbsent(source, s -> new ArrayList<>()).addAll(said));
    List<ColumnView.Source> sources =
        sources(column).stream()
            .map(source -> source(source, transformations.getOrDefault(source, List.of())))
            .toList();
    return new ColumnView.Column(
        names.id(),
        column.getURI(),
        names.namespace(),
        names.dataset(),
        facts
            .value(dataset, Vocabulary.LATEST_VERSION)
            .flatMap(version -> iris.names(version, "dataset"))
            .map(segments -> segments[segments.length - 1]),
        names.field(),
        schemas.ofDataset(dataset).map(schemas::fields).orElse(List.of()).stream()
            .filter(field -> field.name().equals(names.field()))
            .map(SchemaFields.Field::type)
            .findFirst()
            .orElse(""),
        sources);
  }

  private ColumnView.Source source(Node column, List<String> transformations) {
    Names names = names(column);
    return new ColumnView.Source(
        names.id(), names.namespace(), names.dataset(), names.field(), transformations);
  }

  /// How a column, or all columns of a dataset, came from each source, where it is no plain copy.
  private Map<Node, List<String>> transformations(Node target) {
    Map<Node, List<String>> saidBySource = new HashMap<>();
    for (Node derivation : facts.subjects(Vocabulary.DERIVED_COLUMN, target)) {
      List<String> words = new ArrayList<>(List.of("", "", ""));
      Optional<Node> source = Optional.empty();
      Iterator<Quad> quads = facts.find(Quad.defaultGraphIRI, derivation, Node.ANY, Node.ANY);
      while (quads.hasNext()) {
        Quad quad = quads.next();
        Node predicate = quad.getPredicate();
        if (predicate.equals(Vocabulary.SOURCE_COLUMN)) {
          source = Optional.of(quad.getObject());
        } else if (predicate.equals(Vocabulary.TRANSFORMATION_TYPE)) {
          words.set(0, quad.getObject().getLiteralLexicalForm());
        } else if (predicate.equals(Vocabulary.TRANSFORMATION_SUBTYPE)) {
          words.set(1, quad.getObject().getLiteralLexicalForm());
        } else if (predicate.equals(Vocabulary.MASKING)) {
          words.set(2, "masked");
        }
      }
      String text = String.join(" ", words).strip().replaceAll(" +", " ");
      source.ifPresent(
          column -> saidBySource.computeIfAbsent(column, c -> new ArrayList<>()).add(text));
    }
    saidBySource.values().forEach(said -> said.sort(null));
    return saidBySource;
  }

  Node datasetOf(Node column) {
    Names names = names(column);
    return iris.dataset(names.namespace(), names.dataset());
  }

  private Names names(Node column) {
    return iris.names(column, "dataset")
        .filter(segments -> segments.length == 4)
        .map(segments -> new Names(segments[0], segments[1], segments[3]))
        .orElse(new Names("", "", column.getURI()));
  }
}
