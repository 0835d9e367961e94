package io.ledgerline.lineage.catalogue;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.graph.history.Snapshot;
import io.ledgerline.graph.history.TakenBack;
import io.ledgerline.lineage.Lineage;
import io.ledgerline.lineage.RunReader;
import io.ledgerline.lineage.RunView;
import io.ledgerline.lineage.catalogue.Named.Kind;
import io.ledgerline.lineage.lookup.Facts;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;

/// What there is, by pages. Thread-safe; every answer is read within one transaction, so it is of
/// one position of the ledger.
///
/// Names are kept in memory (some 150 bytes each) and follow the graph; the first answer reads all
/// of them.
public final class Catalogue {

  /// Everything in one reading of the graph. Names are followed only where they are needed.
  private record Reading(Supplier<Names> all, Facts facts, Portraits portraits, long position) {

    Names names() {
      return all.get();
    }
  }

  private final LineageGraph graph;
  private final Iris iris;
  private final CatalogueSettings settings;
  private final NameIndex index;
  private final OptionalLong asOf;

  /// Over a graph with these IRIs.
  public Catalogue(LineageGraph graph, Iris iris, CatalogueSettings settings) {
    this(
        graph,
        iris,
        settings,
        new NameIndex(iris, settings.entriesExaminedMax()),
        OptionalLong.empty());
  }

  private Catalogue(
      LineageGraph graph,
      Iris iris,
      CatalogueSettings settings,
      NameIndex index,
      OptionalLong asOf) {
    this.graph = graph;
    this.iris = iris;
    this.settings = settings;
    this.index = index;
    this.asOf = asOf;
  }

  /// The same, of the ledger as it stood once.
  ///
  /// @param position the index of the last entry that is taken into account; empty for all
  public Catalogue asOf(OptionalLong position) {
    return new Catalogue(graph, iris, settings, index, position);
  }

  /// What was taken back since of what an answer would have been made of.
  public TakenBack takenBack() {
    return graph.read(store -> Snapshot.of(store, iris, asOf).takenBack());
  }

  /// The namespaces of jobs and datasets by name, each with the time of what named it first.
  public Page<NamespaceView> namespaces(int limit, int offset) {
    return read(
        reading -> {
          Map<String, Long> first = new TreeMap<>(reading.names().namespaces(Kind.JOB));
          reading
              .names()
              .namespaces(Kind.DATASET)
              .forEach((name, seq) -> first.merge(name, seq, Math::min));
          return namespaces(reading, first, limit, offset);
        });
  }

  /// The namespaces of datasets: the sources that the data is in.
  public Page<NamespaceView> sources(int limit, int offset) {
    return read(
        reading ->
            namespaces(
                reading, new TreeMap<>(reading.names().namespaces(Kind.DATASET)), limit, offset));
  }

  /// Jobs by name.
  ///
  /// @param runsMax latest runs of each
  public Page<JobView> jobs(Optional<String> namespace, int limit, int offset, int runsMax) {
    return read(
        reading -> {
          List<Named> all = reading.names().all(Kind.JOB, namespace);
          Page<Named> page = Page.of(all, limit, offset, false, reading.position());
          return shown(page, job -> reading.portraits().job(job, runsMax));
        });
  }

  /// Jobs whose latest run is in one of these states, by name.
  public Page<JobView> jobsByState(
      Collection<String> states, Optional<String> namespace, int limit, int offset, int runsMax) {
    return read(
        reading -> {
          Set<Node> candidates = new LinkedHashSet<>();
          boolean isCut = false;
          for (String state : states) {
            isCut |= addJobs(reading.facts(), state, candidates);
          }
          List<Named> jobs =
              candidates.stream()
                  .filter(job -> isLatest(reading, job, states))
                  .flatMap(job -> named(reading, job).stream())
                  .filter(job -> namespace.map(job.namespace()::equals).orElse(true))
                  .sorted()
                  .toList();
          Page<Named> page = Page.of(jobs, limit, offset, isCut, reading.position());
          return shown(page, job -> reading.portraits().job(job, runsMax));
        });
  }

  /// One job with its latest runs.
  public Optional<Page<JobView>> job(String namespace, String name, int runsMax) {
    return read(
        reading ->
            known(reading, Kind.JOB, namespace, name)
                .map(job -> Page.only(reading.portraits().job(job, runsMax), reading.position())));
  }

  /// The runs of a job, the latest first; empty if there is no such job.
  public Optional<Page<RunView>> runs(String namespace, String name, int limit, int offset) {
    return read(
        reading ->
            known(reading, Kind.JOB, namespace, name)
                .map(
                    job -> {
                      Portraits.Runs runs = reading.portraits().runs(job.node(iris));
                      Page<Node> page =
                          Page.of(
                              runs.latest(), limit, offset, runs.truncated(), reading.position());
                      return shown(page, new RunReader(reading.facts())::read);
                    }));
  }

  /// Datasets by name.
  public Page<DatasetView> datasets(Optional<String> namespace, int limit, int offset) {
    return read(
        reading -> {
          List<Named> all = reading.names().all(Kind.DATASET, namespace);
          Page<Named> page = Page.of(all, limit, offset, false, reading.position());
          return shown(page, reading.portraits()::dataset);
        });
  }

  /// One dataset.
  public Optional<Page<DatasetView>> dataset(String namespace, String name) {
    return read(
        reading ->
            known(reading, Kind.DATASET, namespace, name)
                .map(
                    dataset ->
                        Page.only(reading.portraits().dataset(dataset), reading.position())));
  }

  /// The versions of a dataset, the latest first; empty if there is no such dataset.
  public Optional<Page<DatasetView>> versions(
      String namespace, String name, int limit, int offset) {
    return read(
        reading ->
            known(reading, Kind.DATASET, namespace, name)
                .map(
                    dataset -> {
                      int max = settings.runsExaminedMax();
                      List<Node> all = reading.portraits().versions(dataset.node(iris), max);
                      Page<Node> page =
                          Page.of(all, limit, offset, all.size() == max, reading.position());
                      return shown(page, version -> reading.portraits().version(dataset, version));
                    }));
  }

  /// One version of a dataset, by the run that wrote it or its producer's name for it.
  public Optional<Page<DatasetView>> version(String namespace, String name, String version) {
    return read(
        reading ->
            known(reading, Kind.DATASET, namespace, name)
                .flatMap(
                    dataset ->
                        reading
                            .portraits()
                            .find(dataset, version)
                            .map(
                                node ->
                                    Page.only(
                                        reading.portraits().version(dataset, node),
                                        reading.position()))));
  }

  /// Names that hold a text, in whatever case.
  public Page<Found> search(SearchTerms terms) {
    return read(
        reading ->
            new Search(reading.names(), reading.portraits(), settings.namesExaminedMax())
                .find(terms, reading.position()));
  }

  /// The entries that named jobs, datasets or sources first, in their order.
  ///
  /// @param which of them
  public List<Long> firstEntries(Function<NameCounts, List<Long>> which) {
    return read(reading -> which.apply(new NameCounts(reading.names())));
  }

  private static <A, B> Page<B> shown(Page<A> page, Function<A, B> portrait) {
    return new Page<>(
        page.items().stream().map(portrait).toList(),
        page.totalCount(),
        page.truncated(),
        page.position());
  }

  private Page<NamespaceView> namespaces(
      Reading reading, Map<String, Long> firstByName, int limit, int offset) {
    List<Map.Entry<String, Long>> all = List.copyOf(firstByName.entrySet());
    return shown(
        Page.of(all, limit, offset, false, reading.position()),
        entry -> {
          Optional<Instant> at = reading.portraits().eventTime(entry.getValue());
          return new NamespaceView(entry.getKey(), at);
        });
  }

  /// Adds the jobs of runs in a state.
  ///
  /// @return whether there are more
  private boolean addJobs(Facts facts, String state, Set<Node> jobs) {
    Iterator<Quad> runs =
        facts.find(Quad.defaultGraphIRI, Node.ANY, Vocabulary.STATE, Literals.text(state));
    for (int count = 0; runs.hasNext(); count++) {
      if (count == settings.runsExaminedMax()) {
        return true;
      }
      facts.value(runs.next().getSubject(), Vocabulary.JOB).ifPresent(jobs::add);
    }
    return false;
  }

  private static boolean isLatest(Reading reading, Node job, Collection<String> states) {
    return reading.portraits().runs(job).latest().stream()
        .findFirst()
        .map(run -> states.contains(reading.facts().text(run, Vocabulary.STATE)))
        .orElse(false);
  }

  private Optional<Named> known(Reading reading, Kind kind, String namespace, String name) {
    Named asked = new Named(kind, namespace, name, 0);
    return reading.facts().seq(asked.node(iris)).map(seq -> new Named(kind, namespace, name, seq));
  }

  private Optional<Named> named(Reading reading, Node job) {
    return iris.names(job, "job").flatMap(names -> known(reading, Kind.JOB, names[0], names[1]));
  }

  private <T> T read(Function<Reading, T> reading) {
    return graph.read(
        store -> {
          long position = Cursor.position(store);
          Snapshot snapshot = Snapshot.of(store, iris, asOf);
          boolean isNow = snapshot.position() == position;
          Facts facts = new Facts(snapshot.dataset(), iris, Lineage.LIMIT);
          return reading.apply(
              new Reading(
                  () -> {
                    Names names = index.follow(store, position);
                    return isNow ? names : names.upTo(snapshot.position());
                  },
                  facts,
                  new Portraits(facts, settings.runsExaminedMax()),
                  snapshot.position()));
        });
  }
}
