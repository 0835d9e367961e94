package io.ledgerline.projection.facets;

import io.ledgerline.projection.world.FacetCase;
import java.util.List;
import java.util.Locale;

/// The page of the facets, as it is kept in the repository.
public final class FacetsPage {

  private static final String HEAD =
      """
      # Facets

      How the [lineage graph](graph.md) takes in each facet of OpenLineage: all of the specification's 40 facet schemas, and any
      other. This page is made by a test, which asks each query of events that carry the facet, in every event of a run by turns and,
      for facets of jobs and datasets, outside any run, and finds the value or the entry.

      ## What holds of all of them

      * A facet may stand in any event of a run, alone or repeated. A newer one replaces an older one whole, by event time and, at equal
        times, by content; never by arrival. What is said to be so of several events together is said so below.
      * `_deleted: true` takes back what a facet said before.
      * The entry that the values are from is beside them, under a property that ends in `In`: of several entries that say the same, the
        one with which the values came into the graph. Which one that is depends on the order in which events came; the values do not.
        What the graph does not keep is there: `GET /api/v1/entries/{index}/payload`.
      * Things that consist of several values (tags, owners, checks, …) are kept under the digest of their content, once however often
        they are said. Of a list of more than 128 nothing is kept but the entry. Texts are cut at 256 characters.
      * A value of another type than the specification gives it makes no property.
      * What is said of an input is said of a *reading* (`run ll:reading r . r ll:ofDataset d`), of an output of the version that
        the run wrote, of a dataset of the dataset.

      The prefixes are those of [the graph](graph.md).

      """;

  private static final String TAIL =
      """
      ## Other facets

      Of a facet that is not in the specification the graph says once, of the job (facets of runs and jobs) or of the dataset
      (the others), that entries about it hold one. Where a facet stands and its key are in the IRI, `B/facet/{slot}/{key}`. This finds
      the entries, which may be more than those that hold it: all of the runs of the job, or all of the runs that read or wrote
      the dataset.

      ```sparql
      UNKNOWN
      ```

      ## Facets that a configuration maps

      A [setting](configuration.md#facets-of-your-own) makes properties of values in any facet, known or not. They follow the rules above;
      the entry that they are from is under the IRI of the facet:

      ```sparql
      MAPPED
      ```
      """;

  /// Finds the entries of the facet `acme_spend`.
  public static final String UNKNOWN =
      """
      SELECT DISTINCT ?of ?slot ?entry
      {
        ?facet ll:name "acme_spend" ;
          ll:slot ?slot .
        ?of ll:holds ?facet .
        { ?of ll:recordedIn ?entry }
        UNION
        { ?run ll:job ?of ; ll:recordedIn ?entry }
        UNION
        { ?run prov:used/prov:specializationOf ?of ; ll:recordedIn ?entry }
        UNION
        { ?version prov:specializationOf ?of ; prov:wasGeneratedBy/ll:recordedIn ?entry }
      }\
      """;

  /// Finds what the facet `acme_spend` of runs is mapped to.
  public static final String MAPPED =
      """
      SELECT ?run ?cost ?entry
      {
        ?facet ll:name "acme_spend" ;
          ll:slot "run" .
        ?run ?facet ?entry ;
          <https://acme.example/ns#cost> ?cost .
      }\
      """;

  private FacetsPage() {}

  static String of(List<FacetCase> cases) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| where | facet | schema | what the graph has of it |\n");
    page.append("| --- | --- | --- | --- |\n");
    for (FacetCase each : cases) {
      page.append(
          "| %s | [`%s`](#%s) | %s %s | %s |\n"
              .formatted(
                  each.slot(), each.key(), anchor(each), each.file(), each.version(), each.what()));
    }
    page.append('\n');
    for (FacetCase each : cases) {
      page.append("## %s\n\n".formatted(title(each)));
      page.append("The graph has ").append(each.what()).append(".\n\n");
      page.append("```json\n").append(each.facet()).append("\n```\n\n");
      page.append("```sparql\n").append(each.query()).append("\n```\n\n");
    }
    return page.append(TAIL.replace("UNKNOWN\n", UNKNOWN + "\n").replace("MAPPED\n", MAPPED + "\n"))
        .toString();
  }

  private static String title(FacetCase of) {
    return of.key() + " of " + (of.slot().matches("[aeiou].*") ? "an " : "a ") + of.slot();
  }

  private static String anchor(FacetCase of) {
    return title(of).toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
