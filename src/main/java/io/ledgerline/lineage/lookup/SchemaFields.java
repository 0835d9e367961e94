package io.ledgerline.lineage.lookup;

import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;

/// What columns schemas have. Remembers what it found.
public final class SchemaFields {

  /// A column at the top level of a schema.
  ///
  /// @param type as its producer writes it; empty if it does not say
  public record Field(String name, String type) {}

  private static final List<Node> DESCRIBED =
      List.of(Vocabulary.ORDINAL, Vocabulary.FIELD_NAME, Vocabulary.FIELD_TYPE);

  private final Facts facts;

  private final SchemaCache cache;

  /// Over a graph.
  public SchemaFields(Facts facts) {
    this(facts, new SchemaCache());
  }

  /// Over a graph, with what other readings found.
  public SchemaFields(Facts facts, SchemaCache cache) {
    this.facts = facts;
    this.cache = cache;
  }

  /// The schema of a dataset: that of its newest version, or what its readers say.
  public Optional<Node> ofDataset(Node dataset) {
    return facts
        .value(dataset, Vocabulary.LATEST_VERSION)
        .flatMap(version -> facts.value(version, Vocabulary.SCHEMA))
        .or(() -> facts.value(dataset, Vocabulary.SCHEMA));
  }

  /// The columns of a schema, in their order.
  public List<Field> fields(Node schema) {
    return cache
        .get(schema)
        .orElseGet(
            () -> {
              List<Field> fields = read(schema);
              cache.put(schema, fields);
              return fields;
            });
  }

  private List<Field> read(Node schema) {
    return facts
        .described(schema, Vocabulary.FIELD, DESCRIBED)
        .map(
            rows ->
                rows.stream()
                    .sorted(Comparator.comparingLong(SchemaFields::ordinal))
                    .map(
                        row ->
                            new Field(
                                text(row, Vocabulary.FIELD_NAME), text(row, Vocabulary.FIELD_TYPE)))
                    .toList())
        .orElseGet(() -> readOneByOne(schema));
  }

  private static long ordinal(Map<Node, Node> field) {
    return Optional.ofNullable(field.get(Vocabulary.ORDINAL))
        .flatMap(Literals::integer)
        .orElse(Long.MAX_VALUE);
  }

  private static String text(Map<Node, Node> field, Node predicate) {
    Node value = field.get(predicate);
    return value == null ? "" : value.getLiteralLexicalForm();
  }

  private List<Field> readOneByOne(Node schema) {
    List<Node> fields = new ArrayList<>(facts.allValues(schema, Vocabulary.FIELD));
    fields.sort(Comparator.comparingInt(SchemaFields::place).thenComparing(Node::getURI));
    return fields.stream().map(this::field).toList();
  }

  /// Its place in the schema is the end of its IRI.
  private static int place(Node field) {
    String iri = field.getURI();
    int place = 0;
    for (int i = iri.lastIndexOf('/') + 1; i < iri.length() && i >= 0; i++) {
      int digit = iri.charAt(i) - '0';
      if (digit < 0 || digit > 9 || place > 10_000_000) {
        return Integer.MAX_VALUE;
      }
      place = place * 10 + digit;
    }
    return place;
  }

  private Field field(Node field) {
    String name = "";
    String type = "";
    Iterator<Quad> quads = facts.find(Quad.defaultGraphIRI, field, Node.ANY, Node.ANY);
    while (quads.hasNext()) {
      Quad quad = quads.next();
      if (quad.getPredicate().equals(Vocabulary.FIELD_NAME)) {
        name = quad.getObject().getLiteralLexicalForm();
      } else if (quad.getPredicate().equals(Vocabulary.FIELD_TYPE)) {
        type = quad.getObject().getLiteralLexicalForm();
      }
    }
    return new Field(name, type);
  }
}
