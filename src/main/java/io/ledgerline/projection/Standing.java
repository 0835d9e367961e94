package io.ledgerline.projection;

import io.ledgerline.entry.Identity;
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
import io.ledgerline.merkle.Digest;
import io.ledgerline.projection.facts.PayloadReading;
import io.ledgerline.projection.retraction.Retraction;
import io.ledgerline.projection.retraction.Retractions;
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
/// A retraction that was erased retracts nothing.
final class Standing {

  private final Ledger ledger;
  private final Duration timeout;
  private final Retractions retractions = new Retractions();

  Standing(Ledger ledger, Duration timeout) {
    this.ledger = ledger;
    this.timeout = timeout;
  }

  /// What was read so far; for any thread.
  Retractions retractions() {
    return retractions;
  }

  /// Takes in what a graph knows of: what it followed before this program began.
  void load(LineageGraph graph, Iris iris) {
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
    for (long index : indices) {
      ledger.payload(index).await().atMost(timeout).ifPresent(this::add);
    }
    resolve();
  }

  /// Takes in the next entries.
  void read(List<PayloadEntry> batch) {
    batch.forEach(this::add);
    resolve();
  }

  /// Whether a graph holds what a retracted entry said, or lacks what a restored one says.
  ///
  /// @param position the index of the last entry in the graph
  boolean isOutdated(LineageGraph graph, Iris iris, long position) {
    if (retractions.isEmpty()) {
      return false;
    }
    SortedMap<Long, SortedSet<Long>> shown = graph.read(dataset -> shown(dataset, iris));
    SortedMap<Long, SortedSet<Long>> counting = retractions.counting().headMap(position + 1);
    boolean holdsRetracted = counting.keySet().stream().anyMatch(i -> !shown.containsKey(i));
    return holdsRetracted
        || shown.entrySet().stream()
            .anyMatch(entry -> !retractions.of(entry.getKey()).containsAll(entry.getValue()));
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

  private void add(PayloadEntry entry) {
    if (entry.entry().leaf().type().equals(RecordKind.RETRACTION.type())
        && PayloadReading.of(entry).orElse(null)
            instanceof StoredEvent.Ai(AiRecord.Retraction record, var _)) {
      retractions.add(Retraction.of(entry.entry().index(), record));
    }
  }

  private void resolve() {
    List<Retraction> byEvent = new ArrayList<>();
    List<Identity> identities = new ArrayList<>();
    String tenant = ledger.genesis().tenant();
    for (Retraction retraction : retractions.unresolved()) {
      switch (retraction.target()) {
        case RetractionTarget.Entry target -> resolve(retraction.index(), target);
        case RetractionTarget.Event(var source, var id, var type) -> {
          byEvent.add(retraction);
          identities.add(Identity.namedEvent(tenant, source, id, type));
        }
        case RetractionTarget.LineageEvent(var contentDigest) -> {
          byEvent.add(retraction);
          identities.add(Identity.ofContent(tenant, Digest.parseHex(contentDigest)));
        }
      }
    }
    if (identities.isEmpty()) {
      return;
    }
    for (EntryStore.Known known : ledger.known(identities).await().atMost(timeout)) {
      for (int i = 0; i < identities.size(); i++) {
        if (identities.get(i).key().equals(known.key())) {
          retractions.resolve(byEvent.get(i).index(), known.index());
        }
      }
    }
  }

  private void resolve(long retraction, RetractionTarget.Entry target) {
    Optional<StoredEntry> entry =
        target.index() < ledger.size()
            ? ledger.entry(target.index()).await().atMost(timeout)
            : Optional.empty();
    if (entry.isEmpty()) {
      return;
    }
    boolean isMeant =
        entry.get().leaf().hash().toBase64().equals(target.leafHash())
            && !entry.get().leaf().producer().equals(Ledger.SYSTEM_PRODUCER);
    if (isMeant) {
      retractions.resolve(retraction, target.index());
    } else {
      retractions.refute(retraction);
    }
  }

  private static Optional<Long> index(Iris iris, Node entry) {
    return iris.names(entry, "entry").map(names -> Long.valueOf(names[0]));
  }
}
