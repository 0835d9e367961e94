package io.ledgerline.assurance.contract;

import io.ledgerline.assurance.Watch;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.event.system.Finding;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.GraphFeeder;
import io.ledgerline.projection.facts.PayloadReading;
import io.ledgerline.projection.world.Entries;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Entries, their graph, and a watch over it whose findings become entries, without a ledger.
public final class World implements AutoCloseable {

  private final LineageGraph graph;
  private final GraphFeeder feeder;
  private final ContractSettings settings;
  private final Map<Long, PayloadEntry> entries = new LinkedHashMap<>();
  private final Map<String, Long> indexByName = new LinkedHashMap<>();
  private final SortedMap<Long, Finding> findings = new TreeMap<>();
  private ContractWatch watch;
  private Instant now = Instant.parse("2026-11-20T23:00:00Z");
  private long next = 1;
  private long ahead;

  /// An empty one.
  public World(Path directory, ContractSettings settings) {
    this.settings = settings;
    this.graph =
        LineageGraph.open(
            GraphSettings.in(directory.resolve("graph")),
            new Iris(TestLedgers.genesis().baseIri()));
    this.feeder = new GraphFeeder(graph);
    this.watch = new ContractWatch(graph, this::read, settings);
  }

  @Override
  public void close() {
    graph.close();
  }

  /// The graph.
  public LineageGraph graph() {
    return graph;
  }

  /// What an entry says.
  public Optional<StoredEvent> read(long index) {
    return Optional.ofNullable(entries.get(index)).flatMap(PayloadReading::of);
  }

  /// An entry with its payload.
  public Optional<PayloadEntry> entry(long index) {
    return Optional.ofNullable(entries.get(index));
  }

  /// Sets the time.
  public World at(Instant time) {
    now = time;
    return this;
  }

  /// Has the ledger so many entries that are not in the graph yet.
  public World ahead(long entries) {
    ahead = entries;
    return this;
  }

  /// Appends events and has the watch look, until it has nothing more to say.
  public World add(List<Entries.Event> events) {
    project(events);
    look();
    return this;
  }

  /// Appends an event.
  public World add(Entries.Event event) {
    return add(List.of(event));
  }

  /// Forgets what the watch knew.
  public World beginAnew() {
    watch = new ContractWatch(graph, this::read, settings);
    look();
    return this;
  }

  /// Goes on from what the watch would keep.
  public World resume() {
    String state = watch.state();
    watch = new ContractWatch(graph, this::read, settings);
    watch.resume(state);
    return this;
  }

  /// How many entries there are.
  public long size() {
    return next - 1;
  }

  /// All findings that were opened, in order.
  public List<Finding> found() {
    return findings.values().stream().filter(one -> one.opened().isEmpty()).toList();
  }

  /// The findings that are open.
  public List<Finding> open() {
    List<Finding> open = new ArrayList<>();
    findings.forEach(
        (index, finding) -> {
          boolean isClosed =
              findings.values().stream().anyMatch(other -> other.opened().orElse(-1) == index);
          if (finding.opened().isEmpty() && !isClosed) {
            open.add(finding);
          }
        });
    return open;
  }

  /// The open ones as texts, without how often they were open before.
  public List<String> openTexts() {
    return open().stream()
        .map(
            finding -> {
              SortedMap<String, String> facts = new TreeMap<>(finding.facts());
              facts.remove(KnownFindings.AGAIN);
              return finding.kind() + " " + finding.subject().names().getLast() + " " + facts;
            })
        .sorted()
        .toList();
  }

  /// Has the watch look, until it has nothing more to say.
  public void look() {
    for (int round = 0; round < 100; round++) {
      watch.passed(now, next + ahead);
      List<Watch.Due> due = watch.due();
      record(due);
      due.forEach(one -> watch.recorded(one, indexByName.get(one.finding().name())));
      if (due.isEmpty() && !watch.isBehind()) {
        return;
      }
    }
    throw new AssertionError("the watch does not come to rest: " + watch.due());
  }

  private void record(List<Watch.Due> due) {
    List<Entries.Event> events = new ArrayList<>();
    for (Watch.Due one : due) {
      Finding finding = one.finding();
      if (indexByName.putIfAbsent(finding.name(), next + events.size()) == null) {
        findings.put(next + events.size(), finding);
        events.add(new Entries.Event(Finding.TYPE, "application/json", finding.toJson().bytes()));
      }
    }
    if (!events.isEmpty()) {
      project(events);
    }
  }

  private void project(List<Entries.Event> events) {
    List<PayloadEntry> batch = new ArrayList<>();
    for (Entries.Event event : events) {
      PayloadEntry entry = Entries.entry(next++, event);
      entries.put(entry.entry().index(), entry);
      batch.add(entry);
    }
    feeder.project(batch);
  }
}
