package io.ledgerline.projection.retraction;

import io.ledgerline.entry.Identity;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.event.record.AiRecord;
import io.ledgerline.event.record.RecordKind;
import io.ledgerline.event.record.RetractionTarget;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.merkle.Digest;
import io.ledgerline.projection.facts.PayloadReading;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;

/// Reads the retractions of a ledger, and finds out which entries they mean. For one thread.
///
/// A retraction that was erased retracts nothing. One that is detached goes on retracting what this
/// program, or the graph, knows that it retracts.
public final class Standing {

  private static final Logger LOG = System.getLogger(Standing.class.getName());
  private static final int ASKED_MAX = 1_000;

  private final Ledger ledger;
  private final Duration timeout;
  private final Retractions retractions = new Retractions();
  private long turn;

  /// There are at least so many entries: they were read, though this replica may not have heard of
  /// them otherwise.
  private long sizeMin;

  /// Of a ledger of which nothing was read yet.
  public Standing(Ledger ledger, Duration timeout) {
    this.ledger = ledger;
    this.timeout = timeout;
  }

  /// What was read so far; for any thread.
  public Retractions retractions() {
    return retractions;
  }

  /// Takes in what a graph knows of: what it followed before this program began.
  public void load(LineageGraph graph, Iris iris) {
    Node type = Literals.text(RecordKind.RETRACTION.type());
    List<Long> indices =
        graph.read(
            dataset ->
                dataset
                    .getDefaultGraph()
                    .find(Node.ANY, Vocabulary.ENTRY_TYPE, type)
                    .toList()
                    .stream()
                    .flatMap(triple -> index(iris, triple.getSubject()).stream())
                    .sorted()
                    .toList());
    SortedSet<Long> detached = new TreeSet<>();
    long here = 0;
    for (long index : indices) {
      try {
        if (index >= here) {
          read(index).ifPresent(retractions::add);
        }
      } catch (DetachedException gone) {
        here = gone.range().before();
      }
      if (index < here) {
        detached.add(index);
      }
    }
    if (!detached.isEmpty()) {
      LOG.log(
          Level.INFO,
          "{0} retractions are detached: of them is known what the lineage graph says",
          detached.size());
      takeIn(graph.read(dataset -> shown(dataset, iris)), detached);
    }
    resolve(retractions.unresolved());
  }

  private void takeIn(SortedMap<Long, SortedSet<Long>> shown, SortedSet<Long> detached) {
    shown.forEach(
        (target, by) ->
            by.stream()
                .filter(retraction -> detached.contains(retraction))
                .forEach(retraction -> retractions.resolve(retraction, target)));
  }

  /// Takes in the next entries. Of the retractions whose events had not come so far some are asked
  /// for again, all in turn.
  public void read(List<PayloadEntry> batch) {
    SortedMap<Long, Retraction> asked = new TreeMap<>();
    for (PayloadEntry entry : batch) {
      sizeMin = Math.max(sizeMin, entry.entry().index() + 1);
      retraction(entry).ifPresent(retraction -> asked.put(retraction.index(), retraction));
    }
    asked.values().forEach(retractions::add);
    for (Retraction retraction : retractions.unresolved(turn, ASKED_MAX)) {
      asked.put(retraction.index(), retraction);
      turn = retraction.index() + 1;
    }
    resolve(List.copyOf(asked.values()));
  }

  /// Takes in that parts of entries were erased, which may be retractions.
  public void erased(UnitSet units) {
    for (long index : units.byIndex().keySet()) {
      if (retractions.has(index)) {
        reread(index);
      }
    }
  }

  private void reread(long index) {
    Optional<Retraction> left;
    try {
      left = read(index);
    } catch (DetachedException gone) {
      left = Optional.empty();
    }
    left.ifPresentOrElse(retractions::add, () -> retractions.forget(index));
  }

  /// Whether a graph holds what a retracted entry said, or lacks what a restored one says.
  ///
  /// @param position the index of the last entry in the graph
  public boolean isOutdated(LineageGraph graph, Iris iris, long position) {
    SortedMap<Long, SortedSet<Long>> shown = graph.read(dataset -> shown(dataset, iris));
    return retractions.counting().headMap(position + 1).keySet().stream()
            .filter(index -> !shown.containsKey(index))
            .anyMatch(index -> !isDetached(index) || holds(graph, iris, index))
        || shown.entrySet().stream()
            .anyMatch(entry -> !retractions.of(entry.getKey()).containsAll(entry.getValue()));
  }

  private boolean isDetached(long index) {
    return ledger
        .entry(index)
        .map(found -> false)
        .onFailure(DetachedException.class)
        .recoverWithItem(true)
        .await()
        .atMost(timeout);
  }

  /// What is detached may never have come into the graph.
  private static boolean holds(LineageGraph graph, Iris iris, long index) {
    Node entry = iris.entry(index);
    return graph.read(
        dataset ->
            dataset.getDefaultGraph().contains(entry, Node.ANY, Node.ANY)
                || dataset
                    .getDefaultGraph()
                    .contains(Node.ANY, Vocabulary.SEQ, Literals.integer(index)));
  }

  private static SortedMap<Long, SortedSet<Long>> shown(DatasetGraph dataset, Iris iris) {
    SortedMap<Long, SortedSet<Long>> shown = new TreeMap<>();
    dataset
        .getDefaultGraph()
        .find(Node.ANY, Vocabulary.RETRACTED_BY, Node.ANY)
        .forEachRemaining(
            triple ->
                index(iris, triple.getSubject())
                    .ifPresent(
                        target ->
                            index(iris, triple.getObject())
                                .ifPresent(
                                    by ->
                                        shown
                                            .computeIfAbsent(target, none -> new TreeSet<>())
                                            .add(by))));
    return shown;
  }

  private Optional<Retraction> read(long index) {
    return ledger.payload(index).await().atMost(timeout).flatMap(Standing::retraction);
  }

  private static Optional<Retraction> retraction(PayloadEntry entry) {
    return entry.entry().leaf().type().equals(RecordKind.RETRACTION.type())
            && PayloadReading.of(entry).orElse(null)
                instanceof StoredEvent.Ai(AiRecord.Retraction record, var _)
        ? Optional.of(Retraction.of(entry.entry().index(), record))
        : Optional.empty();
  }

  private void resolve(List<Retraction> asked) {
    for (int from = 0; from < asked.size(); from += ASKED_MAX) {
      resolvePage(asked.subList(from, Math.min(from + ASKED_MAX, asked.size())));
    }
  }

  private void resolvePage(List<Retraction> asked) {
    String tenant = ledger.genesis().tenant();
    SortedMap<Digest, List<Long>> byKey = new TreeMap<>();
    List<Identity> identities = new ArrayList<>();
    for (Retraction retraction : asked) {
      Optional<Identity> named =
          switch (retraction.target()) {
            case RetractionTarget.Entry target -> {
              resolve(retraction.index(), target);
              yield Optional.empty();
            }
            case RetractionTarget.Event(var source, var id, var type) ->
                Optional.of(Identity.namedEvent(tenant, source, id, type));
            case RetractionTarget.LineageEvent(var contentDigest) ->
                Optional.of(Identity.ofContent(tenant, Digest.parseHex(contentDigest)));
          };
      named.ifPresent(
          identity -> {
            identities.add(identity);
            byKey
                .computeIfAbsent(identity.key(), none -> new ArrayList<>())
                .add(retraction.index());
          });
    }
    if (!identities.isEmpty()) {
      for (EntryStore.Known known : ledger.known(identities).await().atMost(timeout)) {
        byKey
            .getOrDefault(known.key(), List.of())
            .forEach(retraction -> retractions.resolve(retraction, known.index()));
      }
    }
  }

  private void resolve(long retraction, RetractionTarget.Entry target) {
    if (target.index() < Math.max(sizeMin, ledger.size())) {
      if (isMeant(target)) {
        retractions.resolve(retraction, target.index());
      } else {
        retractions.refute(retraction);
      }
    }
  }

  private boolean isMeant(RetractionTarget.Entry target) {
    return ledger
        .entry(target.index())
        .map(
            found ->
                found
                    .map(StoredEntry::leaf)
                    .filter(leaf -> !leaf.producer().equals(Ledger.SYSTEM_PRODUCER))
                    .map(leaf -> leaf.hash().toBase64())
                    .orElse(""))
        .onFailure(DetachedException.class)
        // Whose record it is cannot be read any more: the intake looked when it took the
        // retraction.
        .recoverWithUni(
            () -> ledger.published().knownSubtree(0, target.index()).map(Digest::toBase64))
        .map(target.leafHash()::equals)
        .await()
        .atMost(timeout);
  }

  private static Optional<Long> index(Iris iris, Node entry) {
    return iris.names(entry, "entry").map(names -> Long.valueOf(names[0]));
  }
}
