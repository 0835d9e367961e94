package io.ledgerline.assurance.contract;

import io.ledgerline.assurance.contract.Line.Version;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.event.openlineage.DatasetUse;
import io.ledgerline.event.openlineage.LineageEvent.RunEvent;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;

/// How many nulls the columns of a version have: what the facet `dataQualityMetrics` of an output
/// says in the newest event of the run that wrote it, else that of an input of a run that read it.
/// What a run says of its input is of a version before, though it may write the same dataset. The
/// graph has no such counts, so the events are read again; only where a contract asks.
final class NullCounts {

  /// So many events of a run, and runs that read a version, are looked at.
  private static final int LOOKED_AT_MAX = 50;

  private static final int KEPT_MAX = 200;

  private final StoredEntries entries;
  private final Map<Long, Optional<StoredEvent>> keptByIndex = new LinkedHashMap<>();

  /// The nulls of a column.
  ///
  /// @param rows of which so many are null
  record Share(long nulls, long rows) {

    boolean isAtMost(BigDecimal share) {
      return share.multiply(BigDecimal.valueOf(rows)).compareTo(BigDecimal.valueOf(nulls)) >= 0;
    }
  }

  private record Said(Instant time, Share share) {}

  NullCounts(StoredEntries entries) {
    this.entries = entries;
  }

  /// Of a column; empty if nobody says.
  Optional<Share> of(Line line, Version version, String column) {
    return newest(line, version, List.of(version.run()), RunEvent::outputs, column)
        .or(
            () ->
                newest(
                    line,
                    version,
                    line.facts().subjects(Standard.PROV_USED, version.node()).stream()
                        .filter(node -> !node.equals(version.run()))
                        .limit(LOOKED_AT_MAX)
                        .toList(),
                    RunEvent::inputs,
                    column));
  }

  private Optional<Share> newest(
      Line line,
      Version version,
      List<Node> runs,
      Function<RunEvent, List<DatasetUse>> uses,
      String column) {
    Iris iris = line.facts().iris();
    return runs.stream()
        .flatMap(
            run ->
                line.facts().values(run, Vocabulary.RECORDED_IN).stream()
                    .flatMap(entry -> iris.index(entry).stream())
                    .sorted(Comparator.reverseOrder())
                    .limit(LOOKED_AT_MAX))
        .flatMap(index -> read(index).stream())
        .flatMap(stored -> said(iris, version, stored, uses, column))
        .max(
            Comparator.comparing(Said::time)
                .thenComparingLong(said -> said.share().nulls())
                .thenComparingLong(said -> said.share().rows()))
        .map(Said::share);
  }

  /// Of one version all columns are asked for, one after the other.
  private Optional<StoredEvent> read(long index) {
    if (keptByIndex.size() >= KEPT_MAX) {
      keptByIndex.clear();
    }
    return keptByIndex.computeIfAbsent(index, entries::read);
  }

  private static Stream<Said> said(
      Iris iris,
      Version version,
      StoredEvent stored,
      Function<RunEvent, List<DatasetUse>> uses,
      String column) {
    if (!(stored instanceof StoredEvent.Lineage(var event)) || !(event instanceof RunEvent run)) {
      return Stream.empty();
    }
    return uses.apply(run).stream()
        .filter(use -> iris.dataset(use.namespace(), use.name()).equals(version.dataset()))
        .flatMap(use -> facets(use))
        .flatMap(facet -> share(facet, version, column).stream())
        .map(share -> new Said(run.time().instant(), share));
  }

  private static Stream<JsonObject> facets(DatasetUse use) {
    return Stream.of(use.facets(), use.ioFacets())
        .flatMap(facets -> facets.object("dataQualityMetrics").stream());
  }

  private static Optional<Share> share(JsonObject facet, Version version, String column) {
    Optional<Long> nulls =
        facet
            .object("columnMetrics")
            .flatMap(columns -> columns.object(column))
            .flatMap(metrics -> metrics.integer("nullCount"));
    Optional<Long> rows = facet.integer("rowCount").or(version::rows);
    return nulls.flatMap(count -> rows.map(of -> new Share(count, of)));
  }
}
