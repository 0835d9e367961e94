package io.ledgerline.assurance.contract;

import io.ledgerline.event.openlineage.EventType;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;

/// Versions of datasets in the order in which they were written, and the runs that wrote and read
/// them, as the graph has them. Within one read transaction, so that each is read once: versions
/// that follow one another are compared with nearly the same ones. For one thread.
final class Line {

  private static final String COMPLETED = "COMPLETED";
  private static final int FIELDS_MAX = 10_000;

  private final Facts facts;
  private final Iris iris;
  private final int stepsMax;
  private final Map<Node, Optional<Version>> versions = new HashMap<>();
  private final Map<Node, Optional<Version>> previous = new HashMap<>();
  private final Map<Node, Optional<Version>> following = new HashMap<>();
  private final Map<Node, RowCounts> counts = new HashMap<>();
  private final Map<Node, SortedMap<String, String>> columns = new HashMap<>();

  /// A version that a run wrote.
  ///
  /// @param job of the run
  /// @param isCompleted whether the run ended well
  /// @param rows how many the run says that it wrote
  record Version(
      Node node,
      Node dataset,
      Node run,
      String runId,
      Optional<Node> job,
      boolean isCompleted,
      Optional<Long> rows) {}

  /// @param stepsMax how many versions are walked at most
  Line(Facts facts, int stepsMax) {
    this.facts = facts;
    this.iris = facts.iris();
    this.stepsMax = stepsMax;
  }

  Facts facts() {
    return facts;
  }

  /// A version; empty if nobody wrote it.
  Optional<Version> version(Node node) {
    return versions.computeIfAbsent(node, this::read);
  }

  private Optional<Version> read(Node node) {
    Optional<Node> run = facts.value(node, Standard.PROV_WAS_GENERATED_BY);
    return run.flatMap(
        writer ->
            dataset(node)
                .map(
                    of ->
                        new Version(
                            node,
                            of,
                            writer,
                            iris.names(writer, "run")
                                .map(names -> names[0])
                                .orElse(writer.getURI()),
                            facts.value(writer, Vocabulary.JOB),
                            facts.text(writer, Vocabulary.STATE).equals(COMPLETED),
                            integer(node, Vocabulary.ROW_COUNT))));
  }

  /// The rows of a version, and of what was read for it.
  RowCounts counts(Version version) {
    return counts.computeIfAbsent(version.node(), node -> RowCounts.of(this, version));
  }

  /// The dataset of a version.
  Optional<Node> dataset(Node version) {
    return facts.value(version, Standard.PROV_SPECIALIZATION_OF).or(() -> iris.datasetOf(version));
  }

  /// When a version was written.
  Optional<Instant> written(Version version) {
    return facts.value(version.node(), Standard.PROV_GENERATED_AT_TIME).flatMap(Literals::time);
  }

  /// When a run began: its start, else its first event.
  Optional<Instant> began(Node run) {
    return facts
        .value(run, Standard.PROV_STARTED_AT_TIME)
        .or(() -> facts.value(run, Vocabulary.FIRST_EVENT_TIME))
        .flatMap(Literals::time);
  }

  /// The latest version of a dataset.
  Optional<Version> latest(Node dataset) {
    return facts.value(dataset, Vocabulary.LATEST_VERSION).flatMap(this::version);
  }

  /// The latest version whose run ended well, if it is among the last ones.
  Optional<Version> latestCompleted(Node dataset) {
    Optional<Version> latest = latest(dataset);
    return latest.filter(Version::isCompleted).or(() -> latest.flatMap(this::completedBefore));
  }

  /// The version before one.
  Optional<Version> before(Version version) {
    return previous.computeIfAbsent(
        version.node(),
        node -> facts.value(node, Standard.DCAT_PREVIOUS_VERSION).flatMap(this::version));
  }

  private Optional<Version> after(Version version) {
    return following.computeIfAbsent(
        version.node(),
        node ->
            facts.subjects(Standard.DCAT_PREVIOUS_VERSION, node).stream()
                .findFirst()
                .flatMap(this::version));
  }

  /// The latest version before one whose run ended well.
  Optional<Version> completedBefore(Version version) {
    return earlier(version).filter(Version::isCompleted).findFirst();
  }

  /// Versions before one whose runs ended well, of the same job, the latest first.
  List<Version> history(Version version, int countMax) {
    return earlier(version).filter(one -> isLike(one, version)).limit(countMax).toList();
  }

  /// Versions after one that are compared with it: the next whose run ended well, and those that
  /// have it in their [#history].
  Set<Version> comparedWith(Version version, int countMax) {
    Set<Version> compared = new LinkedHashSet<>();
    later(version).filter(Version::isCompleted).findFirst().ifPresent(compared::add);
    later(version).filter(one -> isLike(one, version)).limit(countMax).forEach(compared::add);
    return compared;
  }

  private static boolean isLike(Version one, Version version) {
    return one.isCompleted() && one.job().equals(version.job());
  }

  /// Versions before one, the latest first.
  Stream<Version> earlier(Version version) {
    return walk(version, this::before);
  }

  private Stream<Version> later(Version version) {
    return walk(version, this::after);
  }

  private Stream<Version> walk(Version from, Function<Version, Optional<Version>> step) {
    return Stream.iterate(step.apply(from), Optional::isPresent, one -> one.flatMap(step))
        .limit(stepsMax)
        .map(Optional::orElseThrow);
  }

  /// The entry by which it was known first that a run ended.
  Optional<Long> endEntry(Node run) {
    return facts.values(run, Vocabulary.RECORDED_IN).stream()
        .filter(entry -> isEnd(facts.text(entry, Vocabulary.EVENT_TYPE)))
        .flatMap(entry -> iris.index(entry).stream())
        .min(Comparator.naturalOrder());
  }

  private static boolean isEnd(String type) {
    return type.equals(EventType.COMPLETE.name())
        || type.equals(EventType.FAIL.name())
        || type.equals(EventType.ABORT.name());
  }

  /// The versions that a run read.
  List<Node> used(Node run) {
    return facts.values(run, Standard.PROV_USED);
  }

  /// The entry that says how many rows a version has, else the one that says that its run ended.
  Optional<Long> source(Version version) {
    return facts
        .value(version.node(), Vocabulary.STATISTICS_IN)
        .flatMap(iris::index)
        .or(() -> endEntry(version.run()));
  }

  /// A whole number.
  Optional<Long> integer(Node subject, Node predicate) {
    return facts.value(subject, predicate).flatMap(Literals::integer);
  }

  /// Namespace and name, with a colon between them.
  String name(Node node) {
    return facts.text(node, Vocabulary.NAMESPACE) + ":" + facts.text(node, Vocabulary.NAME);
  }

  /// The types of the columns of a version, by name; of those within others `outer.inner`.
  Optional<SortedMap<String, String>> columns(Version version) {
    return facts
        .value(version.node(), Vocabulary.SCHEMA)
        .map(schema -> columns.computeIfAbsent(schema, this::columns));
  }

  private SortedMap<String, String> columns(Node schema) {
    SortedMap<String, String> types = new TreeMap<>();
    columns(schema, "", types);
    return Collections.unmodifiableSortedMap(types);
  }

  private void columns(Node above, String prefix, SortedMap<String, String> types) {
    for (Node field : facts.allValues(above, Vocabulary.FIELD)) {
      if (types.size() < FIELDS_MAX) {
        String name = prefix + facts.text(field, Vocabulary.FIELD_NAME);
        types.put(name, facts.text(field, Vocabulary.FIELD_TYPE));
        columns(field, name + ".", types);
      }
    }
  }
}
