package io.ledgerline.projection.facets.data;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Described;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Newest;
import io.ledgerline.projection.facets.form.NodesFacet;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;

/// `subset`: which part of a dataset was read or written, by its locations, its partitions, or a
/// condition, which is kept as a text.
///
/// @param member which has the condition
public record SubsetFacet(Slot slot, String member) implements Facet {

  private static final int DEPTH_MAX = 20;

  @Override
  public String key() {
    return "subset";
  }

  @Override
  public void note(Place place, JsonObject facet) {
    Optional<Node> subset =
        facet
            .object(member)
            .filter(condition -> !Facet.isDeleted(facet))
            .flatMap(
                condition ->
                    Described.node(place.entry(), Vocabulary.SUBSET_CLASS, values(condition)));
    Newest.keep(
        place,
        place.home(slot),
        Vocabulary.SUBSET_IN,
        List.of(Newest.Values.of(Vocabulary.SUBSET, subset.stream().toList())));
  }

  private static List<Newest.Values> values(JsonObject condition) {
    String type = condition.string("type").orElse("");
    List<Newest.Values> values = new ArrayList<>();
    values.add(Member.text("type", Vocabulary.SUBSET_TYPE).values(condition));
    switch (type) {
      case "location" ->
          values.add(Member.text("locations", Vocabulary.LOCATION).values(condition));
      case "partition" -> {
        List<Node> partitions =
            NodesFacet.objects(condition, "partitions")
                .limit(Member.VALUES_MAX)
                .map(partition -> Literals.text(Member.cut(partition(partition))))
                .toList();
        values.add(new Newest.Values(Vocabulary.PARTITION, partitions));
      }
      default -> // an open set: whatever a producer writes
          values.add(
              new Newest.Values(
                  Vocabulary.CONDITION,
                  List.of(Literals.text(Member.cut(text(condition, DEPTH_MAX))))));
    }
    return values;
  }

  /// `region=eu, day=1`, in the order of the names.
  private static String partition(JsonObject partition) {
    TreeMap<String, JsonValue> dimensions = new TreeMap<>();
    partition.object("dimensions").ifPresent(object -> dimensions.putAll(object.members()));
    return dimensions.isEmpty()
        ? partition.string("identifier").orElse("")
        : dimensions.entrySet().stream()
            .map(dimension -> dimension.getKey() + "=" + scalar(dimension.getValue()))
            .collect(Collectors.joining(", "));
  }

  /// `(age >= 18 AND region = eu)`.
  private static String text(JsonObject condition, int depth) {
    if (depth == 0) {
      return "…";
    }
    String left = condition.object("left").map(side -> text(side, depth - 1)).orElse("");
    String right = condition.object("right").map(side -> text(side, depth - 1)).orElse("");
    return switch (condition.string("type").orElse("")) {
      case "field" -> condition.string("field").orElse("");
      case "literal" -> condition.get("value").map(SubsetFacet::scalar).orElse("");
      case "compare" -> left + " " + sign(condition.string("comparison").orElse("")) + " " + right;
      case "binary" ->
          "(" + left + " " + condition.string("operator").orElse("") + " " + right + ")";
      default -> "…"; // an open set: whatever a producer writes
    };
  }

  private static String sign(String comparison) {
    return switch (comparison) {
      case "EQUAL" -> "=";
      case "GREATER_THAN" -> ">";
      case "GREATER_EQUAL_THAN" -> ">=";
      case "LESS_THAN" -> "<";
      case "LESS_EQUAL_THAN" -> "<=";
      default -> comparison; // an open set: whatever a producer writes
    };
  }

  private static String scalar(JsonValue value) {
    List<Node> nodes = Member.nodes(value, Member.Kind.TEXT);
    return nodes.isEmpty() ? "…" : nodes.getFirst().getLiteralLexicalForm();
  }
}
