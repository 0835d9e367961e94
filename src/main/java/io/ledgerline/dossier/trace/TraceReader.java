package io.ledgerline.dossier.trace;

import io.ledgerline.dossier.trace.ModelTrace.Decisions;
import io.ledgerline.dossier.trace.ModelTrace.Oversight;
import io.ledgerline.dossier.trace.ModelTrace.Run;
import io.ledgerline.dossier.trace.ModelTrace.Use;
import io.ledgerline.dossier.trace.ModelTrace.Version;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;

/// Reads a [ModelTrace] from the graph, within one read transaction.
public final class TraceReader {

  private static final List<String> OVERRIDING = List.of("disregard", "override", "reverse");

  private final GraphView view;
  private final Iris iris;
  private final Upstream upstream;
  private final int decisionsMax;

  /// @param versionsMax how many dataset versions are followed upstream
  /// @param decisionsMax how many decisions are named one by one
  public TraceReader(DatasetGraph store, Iris iris, int versionsMax, int decisionsMax) {
    this.view = new GraphView(store);
    this.iris = iris;
    this.upstream = new Upstream(view, versionsMax);
    this.decisionsMax = decisionsMax;
  }

  /// The trace; empty if no record says that the model version exists.
  ///
  /// @throws TooLargeException if its data rests on more versions than the limit
  public Optional<ModelTrace> read(ModelRef ref) {
    Node model = iris.modelVersion(ref.namespace(), ref.name(), ref.version());
    if (view.objects(model, Vocabulary.RECORD).isEmpty()) {
      return Optional.empty();
    }
    List<Use> data = data(model);
    Set<Node> dataNodes = new LinkedHashSet<>();
    data.forEach(use -> dataNodes.add(Iris.node(use.version().iri())));
    Upstream.Closure closure = upstream.of(dataNodes);
    List<Run> training =
        view.objects(model, Vocabulary.TRAINED_BY).stream().map(this::run).sorted(BY_TIME).toList();
    List<Run> steps =
        closure.runs().stream()
            .map(this::run)
            .filter(run -> training.stream().noneMatch(trained -> trained.iri().equals(run.iri())))
            .sorted(BY_TIME)
            .toList();
    List<Version> sources = closure.sources().stream().map(this::version).toList();
    Set<Node> contexts = contexts(model);
    return Optional.of(
        new ModelTrace(
            model.getURI(),
            records(model, iris.model(ref.namespace(), ref.name())),
            data,
            sources,
            training,
            steps,
            decisions(contexts),
            oversight(contexts),
            retracted(model, training, steps)));
  }

  /// The retracted entries that were about the model version, or about a run that it rests on.
  private SortedMap<Long, SortedSet<Long>> retracted(
      Node model, List<Run> training, List<Run> steps) {
    Set<Node> nodes = new LinkedHashSet<>();
    nodes.add(model);
    training.forEach(run -> nodes.add(Iris.node(run.iri())));
    steps.forEach(run -> nodes.add(Iris.node(run.iri())));
    SortedMap<Long, SortedSet<Long>> retracted = new TreeMap<>();
    for (Node node : nodes) {
      for (Node entry : view.subjects(Vocabulary.WAS_ABOUT, node)) {
        SortedSet<Long> by = new TreeSet<>();
        view.objects(entry, Vocabulary.RETRACTED_BY)
            .forEach(retraction -> index(retraction).ifPresent(at -> by.add(at)));
        index(entry).ifPresent(index -> retracted.put(index, by));
      }
    }
    return retracted;
  }

  private Optional<Long> index(Node entry) {
    return iris.names(entry, "entry").map(names -> Long.valueOf(names[0]));
  }

  private static final Node OBSERVATION = Vocabulary.term("MonitoringObservation");

  private static final Comparator<Run> BY_TIME =
      Comparator.comparing((Run run) -> run.startedAt().map(Object::toString).orElse(""))
          .thenComparing(Run::iri);

  private SortedSet<Long> records(Node version, Node model) {
    SortedSet<Long> entries = new TreeSet<>(view.entries(version));
    List<Node> about = new ArrayList<>(view.subjects(Vocabulary.SUBJECT, version));
    about.addAll(view.subjects(Vocabulary.SUBJECT, model));
    about.addAll(view.subjects(Vocabulary.MODEL_VERSION, version));
    // What the ledger wrote itself, and what is observed of it day by day, is not what it rests on.
    about.stream()
        .filter(node -> !view.isA(node, Vocabulary.DOCUMENT_CLASS))
        .filter(node -> !view.isA(node, OBSERVATION))
        .forEach(node -> entries.addAll(view.entries(node)));
    return entries;
  }

  private List<Use> data(Node model) {
    List<Use> data = new ArrayList<>();
    use(model, Vocabulary.TRAINED_ON, "train", data);
    use(model, Vocabulary.VALIDATED_ON, "validation", data);
    use(model, Vocabulary.CALIBRATED_ON, "calibration", data);
    use(model, Vocabulary.TESTED_ON, "test", data);
    return data;
  }

  private void use(Node model, Node predicate, String role, List<Use> data) {
    view.objects(model, predicate).forEach(node -> data.add(new Use(role, version(node))));
  }

  private Version version(Node version) {
    Node dataset =
        view.object(version, Standard.PROV_SPECIALIZATION_OF)
            .or(() -> iris.datasetOf(version))
            .orElse(version);
    NavigableSet<Long> entries = new TreeSet<>();
    view.objects(version, Vocabulary.STATISTICS_IN)
        .forEach(entry -> view.integer(entry, Vocabulary.SEQ).ifPresent(entries::add));
    Optional<Node> writer = view.object(version, Standard.PROV_WAS_GENERATED_BY);
    if (entries.isEmpty()) {
      writer.ifPresent(run -> entries.addAll(view.entries(run)));
    }
    if (entries.isEmpty()) {
      view.integer(version, Vocabulary.SEQ)
          .or(() -> view.integer(dataset, Vocabulary.SEQ))
          .ifPresent(entries::add);
    }
    return new Version(
        version.getURI(),
        view.text(dataset, Vocabulary.NAMESPACE).orElse(""),
        view.text(dataset, Vocabulary.NAME).orElse(dataset.getURI()),
        view.text(version, Standard.DCAT_VERSION),
        view.integer(version, Vocabulary.ROW_COUNT),
        view.integer(version, Vocabulary.BYTE_COUNT),
        writer.map(this::run),
        entries);
  }

  private Run run(Node run) {
    Optional<Node> job = view.object(run, Vocabulary.JOB);
    SortedSet<Long> own = view.entries(run);
    SortedSet<Long> all = new TreeSet<>(own);
    view.subjects(Vocabulary.UNITED_IN, run).forEach(child -> all.addAll(view.entries(child)));
    return new Run(
        run.getURI(),
        iris.names(run, "run").map(names -> names[0]).orElse(run.getURI()),
        job.flatMap(node -> view.text(node, Vocabulary.NAME)).orElse(""),
        view.time(run, Standard.PROV_STARTED_AT_TIME),
        view.time(run, Standard.PROV_ENDED_AT_TIME),
        view.text(run, Vocabulary.STATE).orElse(""),
        own,
        all);
  }

  private Set<Node> contexts(Node model) {
    Set<Node> contexts = new LinkedHashSet<>(view.subjects(Vocabulary.MODEL_VERSION, model));
    contexts.removeIf(node -> !view.isA(node, Vocabulary.DECISION_CONTEXT_CLASS));
    return contexts;
  }

  private Decisions decisions(Set<Node> contexts) {
    TreeSet<Long> newest = new TreeSet<>();
    SortedSet<Long> ends = new TreeSet<>();
    long[] count = {0};
    for (Node context : contexts) {
      view.forEachSubject(
          Vocabulary.CONTEXT,
          context,
          decision -> {
            count[0]++;
            view.integer(decision, Vocabulary.SEQ)
                .ifPresent(
                    entry -> {
                      newest.add(entry);
                      if (newest.size() > decisionsMax) {
                        newest.pollFirst();
                      }
                      ends.add(entry);
                      if (ends.size() > 2) {
                        ends.remove(new ArrayList<>(ends).get(1));
                      }
                    });
          });
    }
    return new Decisions(count[0], ends, newest);
  }

  private Oversight oversight(Set<Node> contexts) {
    SortedSet<Long> entries = new TreeSet<>();
    SortedSet<Long> overriding = new TreeSet<>();
    Set<Node> overridden = new LinkedHashSet<>();
    view.forEachSubject(
        Standard.RDF_TYPE,
        Vocabulary.OVERSIGHT_EVENT_CLASS,
        event -> {
          for (Node subject : view.objects(event, Vocabulary.SUBJECT)) {
            if (view.object(subject, Vocabulary.CONTEXT).filter(contexts::contains).isPresent()) {
              SortedSet<Long> recorded = view.entries(event);
              entries.addAll(recorded);
              if (view.text(event, Vocabulary.OVERSIGHT_TYPE)
                  .filter(OVERRIDING::contains)
                  .isPresent()) {
                overriding.addAll(recorded);
                overridden.add(subject);
              }
            }
          }
        });
    return new Oversight(entries, overriding, overridden.size());
  }
}
