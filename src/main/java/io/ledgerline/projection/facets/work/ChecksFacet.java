package io.ledgerline.projection.facets.work;

import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
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
import org.apache.jena.graph.Node;

/// `dataQualityAssertions` of what was read, and `test` of a run: what was checked, and how it
/// ended. Counts are always kept; the checks themselves if they are not too many, and otherwise
/// those that failed. What was found instead of what was expected is in the entry.
///
/// @param list the member with the checks
public record ChecksFacet(Slot slot, String key, Node source, String list, List<Member> members)
    implements Facet {

  /// Of what was read.
  public static final ChecksFacet ASSERTIONS =
      new ChecksFacet(
          Slot.INPUT,
          "dataQualityAssertions",
          Vocabulary.ASSERTIONS_IN,
          "assertions",
          members("assertion"));

  /// Of a run.
  public static final ChecksFacet TESTS =
      new ChecksFacet(Slot.RUN, "test", Vocabulary.TESTS_IN, "tests", members("type"));

  private static List<Member> members(String kind) {
    return List.of(
        Member.text(kind, Vocabulary.CHECK_KIND),
        Member.text("name", Vocabulary.NAME),
        Member.text("column", Vocabulary.FIELD_NAME),
        Member.text("severity", Vocabulary.SEVERITY),
        Member.text("expected", Vocabulary.EXPECTED),
        Member.text("description", Standard.DCT_DESCRIPTION));
  }

  @Override
  public void note(Place place, JsonObject facet) {
    List<JsonObject> checks =
        Facet.isDeleted(facet) ? List.of() : NodesFacet.objects(facet, list).toList();
    List<JsonObject> failed =
        checks.stream().filter(check -> status(check).equals("fail")).toList();
    List<JsonObject> kept = checks.size() <= Member.VALUES_MAX ? checks : failed;
    List<Node> nodes = new ArrayList<>();
    if (kept.size() <= Member.VALUES_MAX) {
      for (JsonObject check : kept) {
        List<Newest.Values> values = new ArrayList<>(Described.values(check, members));
        values.add(
            new Newest.Values(
                Vocabulary.CHECK_STATUS, List.of(Literals.text(Member.cut(status(check))))));
        Described.node(place.entry(), Vocabulary.CHECK_CLASS, values).ifPresent(nodes::add);
      }
    }
    Newest.keep(
        place,
        slot == Slot.RUN ? place.subject() : place.observed(),
        source,
        List.of(
            Newest.Values.of(Vocabulary.CHECK, nodes),
            new Newest.Values(
                Vocabulary.CHECK_COUNT, List.of(Literals.integer((long) checks.size()))),
            new Newest.Values(
                Vocabulary.FAILED_CHECK_COUNT, List.of(Literals.integer((long) failed.size())))));
  }

  /// `pass`, `fail` or `skip`.
  private static String status(JsonObject check) {
    return check.members().get("success") instanceof JsonBoolean success
        ? (success.value() ? "pass" : "fail")
        : check.string("status").orElse("unknown");
  }
}
