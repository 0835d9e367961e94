package io.ledgerline.projection.world;

import io.ledgerline.canon.Bytes;
import io.ledgerline.projection.world.Entries.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One facet of the specification, as `facets/cases.txt` has it: an example, and how it is asked
/// for.
///
/// @param slot `run`, `job`, `dataset`, `input` or `output`
/// @param type the name of its class in the official Java client
/// @param version of its schema
/// @param what the graph takes from it, in a phrase
/// @param facet an example, without `_producer` and `_schemaURL`
/// @param finds what the query finds in one row; `entry` is the entry that holds the example
/// @param query without prefixes
public record FacetCase(
    String slot,
    String key,
    String type,
    String version,
    String what,
    String facet,
    List<String> finds,
    String query) {

  public static final String RUN = "0196e0c4-0000-7000-8000-000000000001";

  private static final String PREFIXES =
      """
      PREFIX ll: <https://w3id.org/ledgerline/ns#>
      PREFIX prov: <http://www.w3.org/ns/prov#>
      PREFIX dcat: <http://www.w3.org/ns/dcat#>
      PREFIX dct: <http://purl.org/dc/terms/>
      PREFIX foaf: <http://xmlns.com/foaf/0.1/>
      """;

  /// All of them, in the order of the file.
  public static List<FacetCase> all() {
    try (InputStream in = FacetCase.class.getResourceAsStream("/facets/cases.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      List<FacetCase> cases = new ArrayList<>();
      List<String> sections = List.of(text.split("\n== ", -1));
      sections.subList(1, sections.size()).forEach(section -> cases.add(parse(section)));
      return cases;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static FacetCase parse(String section) {
    String[] lines = section.split("\n", 5);
    String[] names = lines[0].split(" ", -1);
    return new FacetCase(
        names[0],
        names[1],
        names[2],
        names[3],
        lines[1].substring("what: ".length()),
        lines[2].substring("facet: ".length()),
        List.of(lines[3].substring("finds: ".length()).split(" \\| ", -1)),
        lines[4].strip());
  }

  /// The query as it is sent.
  public String sparql() {
    return PREFIXES + query;
  }

  /// The file of the specification that defines it: two of them define two facets each.
  public String file() {
    return switch (type) {
      case "LineageJobFacet", "LineageDatasetFacet" -> "LineageFacet";
      case "InputSubsetInputDatasetFacet", "OutputSubsetOutputDatasetFacet" ->
          "BaseSubsetDatasetFacet";
      default -> type; // the others: one each
    };
  }

  /// The example with what every facet has.
  public String json() {
    return "{\"_producer\": \"https://producer.example\", \"_schemaURL\": \"%s\", %s"
        .formatted(
            "https://openlineage.io/spec/facets/%s/%s.json#/$defs/%s"
                .formatted(version, file(), type),
            facet.strip().substring(1));
  }

  /// The members that an event has in a slot: the example if it is of that slot.
  private String in(String where, boolean isSaid) {
    return isSaid && slot.equals(where) ? "\"%s\": %s".formatted(key, json()) : "";
  }

  /// A run event that reads orders and writes a report.
  ///
  /// @param isSaid whether it has the facet; of a dataset's, the report has it
  public Event run(String type, int second, boolean isSaid) {
    return Event.lineage(
        """
        {"eventType": "%s", "eventTime": "2026-11-20T10:00:%02dZ",
        "producer": "https://producer.example", "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        "run": {"runId": "%s", "facets": {%s}},
        "job": {"namespace": "airflow", "name": "dag.report", "facets": {%s}},
        "inputs": [{"namespace": "postgres://db:5432", "name": "shop.orders", "inputFacets": {%s}}],
        "outputs": [{"namespace": "postgres://db:5432", "name": "shop.report", "facets": {%s}, "outputFacets": {%s}}]}
        """
            .formatted(
                type,
                second,
                RUN,
                in("run", isSaid),
                in("job", isSaid),
                in("input", isSaid),
                in("dataset", isSaid),
                in("output", isSaid)));
  }

  /// The same said outside any run, by an event of the job or of the dataset.
  public Event outside() {
    boolean isJob = slot.equals("job");
    String subject =
        isJob
            ? """
            "job": {"namespace": "airflow", "name": "dag.report", "facets": {%s}},
            "inputs": [{"namespace": "postgres://db:5432", "name": "shop.orders"}],
            "outputs": [{"namespace": "postgres://db:5432", "name": "shop.report"}]
            """
                .formatted(in("job", true))
            : "\"dataset\":{\"namespace\": \"postgres://db:5432\", \"name\": \"shop.report\", \"facets\": {%s}}"
                .formatted(in("dataset", true));
    String text =
        """
        {"eventTime": "2026-11-20T10:00:00Z", "producer": "https://producer.example",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/%s", %s}
        """
            .formatted(isJob ? "JobEvent" : "DatasetEvent", subject);
    return new Event(
        isJob ? "openlineage-job-event" : "openlineage-dataset-event",
        "application/json",
        Bytes.utf8(text));
  }
}
