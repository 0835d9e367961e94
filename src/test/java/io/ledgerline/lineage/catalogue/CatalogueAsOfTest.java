package io.ledgerline.lineage.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.GraphFeeder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The lists as of a position are those of a graph of the entries up to there.
@Execution(ExecutionMode.CONCURRENT)
class CatalogueAsOfTest {

  private static final CatalogueSettings SETTINGS = new CatalogueSettings(1_000, 10_000, 1_000);
  private static final int ALL = 1_000;

  @TempDir Path directory;

  private final Iris iris = new Iris(TestLedgers.genesis().baseIri());

  @Test
  void areTheListsOfTheEntriesUpToThere() {
    // Given
    List<PayloadEntry> entries = new ArrayList<>();
    for (int day = 0; day < 2; day++) {
      entries.addAll(GraphFeeder.day(day));
    }
    try (LineageGraph whole = open("whole");
        LineageGraph prefix = open("prefix")) {
      new GraphFeeder(whole).project(entries);
      Catalogue catalogue = new Catalogue(whole, iris, SETTINGS);
      GraphFeeder feeder = new GraphFeeder(prefix);
      int done = 0;
      for (int size : List.of(1, 2, 13, 40, 97, 98, 130, entries.size())) {
        feeder.project(entries.subList(done, size));
        done = size;
        long position = entries.get(size - 1).entry().index();

        // When
        List<Object> then = everything(catalogue.asOf(OptionalLong.of(position)));

        // Then
        List<Object> expected = everything(new Catalogue(prefix, iris, SETTINGS));
        assertThat(then).as("as of %s", position).isEqualTo(expected);
        assertThat(catalogue.asOf(OptionalLong.of(position)).takenBack().erasures()).isEmpty();
      }
      assertThat(everything(catalogue))
          .isEqualTo(everything(new Catalogue(prefix, iris, SETTINGS)));
    }
  }

  private static List<Object> everything(Catalogue catalogue) {
    List<Object> all = new ArrayList<>();
    Page<NamespaceView> namespaces = catalogue.namespaces(ALL, 0);
    all.add(namespaces);
    all.add(catalogue.sources(ALL, 0));
    Page<JobView> jobs = catalogue.jobs(Optional.empty(), ALL, 0, 10);
    Page<DatasetView> datasets = catalogue.datasets(Optional.empty(), ALL, 0);
    all.add(jobs);
    all.add(datasets);
    for (String state : List.of("RUNNING", "COMPLETED", "FAILED", "NEW")) {
      all.add(catalogue.jobsByState(List.of(state), Optional.empty(), ALL, 0, 10));
    }
    for (NamespaceView namespace : namespaces.items()) {
      all.add(catalogue.jobs(Optional.of(namespace.name()), 3, 1, 2));
      all.add(catalogue.datasets(Optional.of(namespace.name()), 3, 1));
    }
    for (JobView job : jobs.items()) {
      all.add(catalogue.job(job.namespace(), job.name(), 10));
      all.add(catalogue.runs(job.namespace(), job.name(), ALL, 0));
    }
    for (DatasetView dataset : datasets.items()) {
      all.add(catalogue.dataset(dataset.namespace(), dataset.name()));
      Optional<Page<DatasetView>> versions =
          catalogue.versions(dataset.namespace(), dataset.name(), ALL, 0);
      all.add(versions);
      for (DatasetView version : versions.orElseThrow().items()) {
        all.add(
            catalogue.version(
                dataset.namespace(), dataset.name(), version.version().orElseThrow()));
      }
    }
    all.add(
        catalogue.search(
            new SearchTerms(
                "e",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                ALL)));
    return all;
  }

  private LineageGraph open(String name) {
    return LineageGraph.open(GraphSettings.in(directory.resolve(name)), iris);
  }
}
