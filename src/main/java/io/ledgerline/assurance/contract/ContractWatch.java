package io.ledgerline.assurance.contract;

import io.ledgerline.assurance.Watch;
import io.ledgerline.assurance.contract.KnownFindings.Known;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.system.Finding;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.lineage.lookup.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// Whether what runs wrote is as contracts and their own history ask.
///
/// It follows the graph, at its own pace, entry by entry: of what an entry concerns it compares
/// what does not hold with the findings that the graph knows, and has opened what is missing and
/// closed what is over. Both are in the graph at one position, so whoever begins anew finds the
/// same, and nothing twice; what is asked to be recorded before the graph has it is the same entry.
///
/// All that it keeps is how far it came: an entry counts as done when what it led to is recorded.
public final class ContractWatch implements Watch {

  private static final String VERSION = "1";
  private static final JsonLimits LIMITS = new JsonLimits(1_000, 5);
  private static final int DUE_MAX = 1_000;

  private final LineageGraph graph;
  private final StoredEntries entries;
  private final ContractSettings settings;
  private final Map<String, Due> due = new LinkedHashMap<>();
  private final Map<Node, Instant> deadlineByDataset = new LinkedHashMap<>();
  private long next;
  private long settled;
  private Instant complete = Instant.MIN;
  private Moment awaited = new Moment(complete, 0);
  private boolean isBehind;
  private boolean hasDeadlines;

  /// What the graph has to reach to have everything that was received by a time.
  private record Moment(Instant time, long end) {}

  /// One that has looked at nothing.
  ///
  /// @param graph that follows the ledger
  /// @param entries what they say, for what is not in the graph
  public ContractWatch(LineageGraph graph, StoredEntries entries, ContractSettings settings) {
    this.graph = graph;
    this.entries = entries;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "contracts";
  }

  /// Does nothing: the graph has it, or will.
  @Override
  public void accept(StoredEntry entry) {}

  @Override
  public void passed(Instant time, long end) {
    if (due.isEmpty()) {
      isBehind = graph.read(store -> look(facts(store), new Moment(time, end)));
      settle();
    }
  }

  /// Whether there is more in the graph than was looked at.
  @Override
  public boolean isBehind() {
    return isBehind && due.isEmpty();
  }

  @Override
  public List<Due> due() {
    return List.copyOf(due.values());
  }

  @Override
  public void recorded(Due one, long index) {
    due.remove(one.key());
    settle();
  }

  @Override
  public String state() {
    return CanonicalJson.of(
            JsonObject.of(Map.of("v", JsonString.of(VERSION), "next", JsonNumber.of(settled))))
        .toString();
  }

  @Override
  public void resume(String state) {
    CanonicalJson json = CanonicalJson.parse(Bytes.utf8(state), LIMITS);
    if (!json.string("v").equals(VERSION)) {
      throw new IllegalArgumentException("a state of version " + json.string("v"));
    }
    next = json.integer("next");
    settled = next;
  }

  private void settle() {
    if (due.isEmpty()) {
      settled = next;
    }
  }

  private Facts facts(DatasetGraph store) {
    return new Facts(store, graph.iris(), settings.limits().neighbours());
  }

  /// One step along the graph.
  ///
  /// @return whether there is more
  private boolean look(Facts facts, Moment moment) {
    Optional<Cursor> cursor = Cursor.read(facts.dataset());
    if (cursor.isEmpty() || cursor.get().isOutdated() || next > cursor.get().position() + 1) {
      // The graph is being filled anew.
      return false;
    }
    reached(cursor.get().position(), moment);
    Instant now = moment.time();
    Verdicts verdicts = new Verdicts(facts, entries, settings);
    if (!hasDeadlines) {
      deadlines(facts, verdicts);
    }
    Reach reach = new Reach(verdicts.line(), settings.historyMax());
    long end = Math.min(cursor.get().position() + 1, next + settings.limits().stepEntries());
    while (next < end && reach.versions().size() < DUE_MAX) {
      reach.add(next);
      next++;
    }
    KnownFindings known = new KnownFindings(facts);
    reach.versions().forEach(version -> compare(verdicts, known, version));
    reach.datasets().forEach(dataset -> compare(verdicts, known, dataset, now));
    deadlineByDataset.entrySet().stream()
        .filter(entry -> entry.getValue().isBefore(complete))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(dataset -> compare(verdicts, known, dataset, now));
    return next <= cursor.get().position();
  }

  /// Remembers up to when the graph has all that was received. It may never reach an end that moves
  /// on, so one that was seen before counts until it is reached.
  private void reached(long position, Moment now) {
    if (awaited.end() <= position + 1) {
      complete = now.end() <= position + 1 ? now.time() : awaited.time();
      awaited = now;
    }
  }

  private void deadlines(Facts facts, Verdicts verdicts) {
    facts
        .find(Quad.defaultGraphIRI, Node.ANY, Vocabulary.BINDS, Node.ANY)
        .forEachRemaining(quad -> watch(verdicts, quad.getObject()));
    hasDeadlines = true;
  }

  /// Remembers when a dataset is late.
  ///
  /// @return whether there is a place for it, or nobody asks
  private boolean watch(Verdicts verdicts, Node dataset) {
    Optional<Instant> deadline = verdicts.deadline(dataset);
    boolean hasPlace =
        deadline.isEmpty()
            || deadlineByDataset.containsKey(dataset)
            || deadlineByDataset.size() < settings.limits().deadlines();
    if (deadline.isEmpty()) {
      deadlineByDataset.remove(dataset);
    } else if (hasPlace) {
      deadlineByDataset.put(dataset, deadline.get());
    }
    return hasPlace;
  }

  private void compare(Verdicts verdicts, KnownFindings known, Node version) {
    verdicts
        .line()
        .dataset(version)
        .ifPresent(dataset -> compare(dataset, verdicts.ofVersion(version), known.about(version)));
  }

  private void compare(Verdicts verdicts, KnownFindings known, Node dataset, Instant now) {
    List<Known> recorded =
        known.about(dataset).stream().filter(one -> one.run().isEmpty()).toList();
    List<Verdict> found = new ArrayList<>(verdicts.ofDataset(dataset, now));
    if (!watch(verdicts, dataset)) {
      found.add(
          new Verdict(
              Verdict.NOT_CHECKABLE,
              Verdict.texts("rule", "freshness", "reason", "too-many-contracts"),
              new TreeMap<>(),
              new TreeSet<>()));
    }
    if (verdicts.deadline(dataset).filter(time -> time.isBefore(complete)).isEmpty()) {
      // What it waits for may have come, and is not in the graph yet: that says nothing new.
      found.removeIf(
          verdict ->
              verdict.kind().equals(Verdict.LATE)
                  && recorded.stream().noneMatch(one -> one.isOpen() && one.says(verdict)));
    } else if (found.stream().anyMatch(verdict -> verdict.kind().equals(Verdict.LATE))) {
      // It is found; an entry that concerns the dataset has it looked at again.
      deadlineByDataset.replace(dataset, Instant.MAX);
    }
    compare(dataset, found, recorded);
  }

  /// Has opened what is missing, and closed what is over.
  private void compare(Node dataset, List<Verdict> found, List<Known> known) {
    Optional<Finding.Subject> subject =
        graph
            .iris()
            .names(dataset, "dataset")
            .map(names -> new Finding.Subject(Finding.DATASET, List.of(names)));
    if (subject.isEmpty()) {
      return;
    }
    for (Verdict verdict : found) {
      List<Known> same = known.stream().filter(one -> one.says(verdict)).toList();
      if (same.stream().noneMatch(Known::isOpen)) {
        SortedMap<String, String> facts = new TreeMap<>(verdict.facts());
        if (!same.isEmpty()) {
          facts.put(KnownFindings.AGAIN, Integer.toString(same.size()));
        }
        put(
            Finding.open(
                verdict.kind(), subject.get(), facts, verdict.details(), verdict.entries()));
      }
    }
    for (Known one : known) {
      if (one.isOpen()
          && Verdict.KINDS.contains(one.kind())
          && found.stream().noneMatch(one::says)) {
        SortedSet<Long> shown = new TreeSet<>(List.of(next - 1));
        put(
            Finding.open(one.kind(), subject.get(), one.facts(), new TreeMap<>(), new TreeSet<>())
                .closed(one.entry(), shown));
      }
    }
  }

  private void put(Finding finding) {
    due.put(finding.name(), new Due(finding.name(), finding));
  }
}
