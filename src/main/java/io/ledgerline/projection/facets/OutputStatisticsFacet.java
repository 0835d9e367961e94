package io.ledgerline.projection.facets;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import java.util.List;
import org.apache.jena.graph.Node;

/// `outputStatistics`: how much was written. Newer counts replace older ones whole.
final class OutputStatisticsFacet implements Facet {

  @Override
  public Slot slot() {
    return Slot.OUTPUT;
  }

  @Override
  public String key() {
    return "outputStatistics";
  }

  @Override
  public void note(Place place, JsonObject facet) {
    List<Newest.Values> counts =
        List.of(
            count(Vocabulary.ROW_COUNT, facet, "rowCount"),
            count(Vocabulary.BYTE_COUNT, facet, "size"),
            count(Vocabulary.FILE_COUNT, facet, "fileCount"));
    if (counts.stream().anyMatch(count -> !count.nodes().isEmpty())) {
      Newest.keep(place, Vocabulary.STATISTICS_IN, counts);
    }
  }

  private static Newest.Values count(Node predicate, JsonObject facet, String name) {
    return new Newest.Values(
        predicate, facet.integer(name).map(Literals::integer).stream().toList());
  }
}
