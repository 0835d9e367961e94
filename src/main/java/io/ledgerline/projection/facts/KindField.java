package io.ledgerline.projection.facts;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;

/// A field of a record that becomes values of a property of the node that the record is about.
///
/// @param path to the field, from the outside to the inside; each element of an array is a value
/// @param property that has the values
/// @param form what a value becomes
/// @param part what an object becomes, if the form is [Form#PART]
record KindField(List<String> path, Node property, Form form, Optional<Part> part) {

  /// A thing of its own within a record, under the digest of what is said of it.
  ///
  /// @param type its class
  /// @param fields none of them a reference
  record Part(Node type, List<KindField> fields) {}

  /// What a value becomes. One that is of another form becomes nothing.
  enum Form {
    /// A text, whole.
    TEXT,
    /// A whole number.
    WHOLE,
    /// A decimal number, as it was written.
    DECIMAL,
    /// True or false.
    TRUTH,
    /// A point in time.
    TIME,
    /// A date.
    DATE,
    /// The agent that a party is.
    AGENT,
    /// The run with this id.
    RUN,
    /// The dataset of this name, over all its versions.
    DATASET,
    /// A thing of its own, of some of these.
    PART,
    /// A reference to a model version, or to a model.
    MODEL,
    /// A reference to a release, or to a system.
    RELEASE,
    /// A reference to a thing of any kind.
    THING,
    /// A reference to a record, or to a thing of which it says the kind.
    RECORD;

    /// Whether what it means is derived, so that only what was written is kept.
    boolean isReference() {
      return switch (this) {
        case MODEL, RELEASE, THING, RECORD -> true;
        case TEXT, WHOLE, DECIMAL, TRUTH, TIME, DATE, AGENT, RUN, DATASET, PART -> false;
      };
    }
  }

  static KindField field(String path, Node property, Form form) {
    return new KindField(List.of(path.split("\\.", -1)), property, form, Optional.empty());
  }

  /// Under the term of ours with the name of the field.
  static KindField field(String field, Form form) {
    return field(field, Vocabulary.term(field), form);
  }

  static KindField text(String field) {
    return field(field, Form.TEXT);
  }

  static KindField text(String path, Node property) {
    return field(path, property, Form.TEXT);
  }

  static KindField text(String path, String term) {
    return field(path, Vocabulary.term(term), Form.TEXT);
  }

  static KindField parts(String path, String term, Node type, KindField... fields) {
    return new KindField(
        List.of(path.split("\\.", -1)),
        Vocabulary.term(term),
        Form.PART,
        Optional.of(new Part(type, List.of(fields))));
  }

  /// What a record has there.
  List<JsonValue> in(JsonObject data) {
    return in(data, path).toList();
  }

  private static Stream<JsonValue> in(JsonValue value, List<String> path) {
    if (value instanceof JsonArray array) {
      return array.elements().stream().flatMap(element -> in(element, path));
    }
    if (path.isEmpty()) {
      return Stream.of(value);
    }
    return value instanceof JsonObject object
        ? object.get(path.getFirst()).stream()
            .flatMap(member -> in(member, path.subList(1, path.size())))
        : Stream.empty();
  }

  /// Properties and classes that it uses.
  Stream<Node> terms() {
    return Stream.concat(
        Stream.of(property),
        part.stream()
            .flatMap(
                of ->
                    Stream.concat(
                        Stream.of(of.type()), of.fields().stream().flatMap(KindField::terms))));
  }
}
