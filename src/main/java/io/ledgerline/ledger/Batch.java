package io.ledgerline.ledger;

import io.ledgerline.entry.ChainHash;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Receipt;
import io.ledgerline.entry.Timestamp;
import io.ledgerline.ledger.EntryStore.Written;
import io.ledgerline.ledger.WaitingLine.Producer;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Entries that become durable together, or not at all.
///
/// @param id by which an append whose outcome is unknown is looked up
/// @param before the head that they were sealed on
/// @param after the head that they make
/// @param entries in the order of their indices, at least one
public record Batch(UUID id, Head before, Head after, List<Line> entries) {

  /// A new entry.
  ///
  /// @param index its place
  /// @param leaf what is hashed
  /// @param leafHash its hash
  /// @param chainHash chains it to the entry before it
  /// @param submission its payload, identity and retention class
  public record Line(
      long index, Leaf leaf, Digest leafHash, Digest chainHash, Submission submission) {

    /// What a producer is told once the batch is durable.
    ///
    /// @param handedIn what it handed in, with the identity key of this entry
    /// @param isFirst whether the entry was made for it, and not for a copy in the same batch
    Appended answer(Submission handedIn, boolean isFirst, Genesis genesis) {
      if (!handedIn.identity().equals(submission.identity())) {
        return new Appended.Contradicted(index);
      }
      Receipt receipt =
          Receipt.of(genesis.log(), genesis.origin(), index, leaf, submission.payload());
      return isFirst ? new Appended.Sequenced(receipt) : new Appended.Repeated(receipt);
    }
  }

  /// A submission with its leaf rendered.
  record Rendered(Leaf leaf, Submission submission) {}

  /// A batch on its way into the store.
  ///
  /// @param producers that wait for it, and for what comes after it
  /// @param append prepared: the store is asked on subscription
  record Sealed(Batch batch, List<Producer> producers, Uni<Written> append) {

    /// Seals the first of some producers behind a head, one for each identity. Those whose leaf
    /// cannot be are told.
    ///
    /// @return empty if nothing of theirs can become an entry
    static Optional<Sealed> of(
        Ledger.Setup setup, LogId log, List<Producer> producers, int countMax, Head before) {
      if (producers.isEmpty()) {
        return Optional.empty();
      }
      Instant now = Timestamp.truncated(setup.clock().instant());
      Instant receivedAt = now.isBefore(before.receivedAt()) ? before.receivedAt() : now;
      Map<Digest, Rendered> rendered = new LinkedHashMap<>();
      for (Producer producer : producers.subList(0, Math.min(producers.size(), countMax))) {
        Submission submission = producer.submission();
        if (!rendered.containsKey(producer.key())) {
          try {
            Leaf leaf = submission.draft().receivedAt(receivedAt);
            rendered.put(producer.key(), new Rendered(leaf, submission));
          } catch (CorruptEntryException noLeaf) {
            producer.fail(noLeaf);
          }
        }
      }
      if (rendered.isEmpty()) {
        return Optional.empty();
      }
      UUID id = new UUID(setup.random().nextLong(), setup.random().nextLong());
      Batch batch = seal(id, before, rendered.values(), receivedAt);
      return Optional.of(new Sealed(batch, producers, setup.entries().append(log, batch)));
    }
  }

  /// Checks that the entries lead from one head to the other.
  ///
  /// @throws IllegalArgumentException if there are none, or the indices do not fit
  public Batch {
    entries = List.copyOf(entries);
    if (entries.isEmpty()
        || entries.getFirst().index() != before.size()
        || entries.getLast().index() != after.size() - 1
        || before.size() + entries.size() != after.size()
        || after.epoch() != before.epoch() + 1) {
      throw new IllegalArgumentException(
          entries.size() + " entries from size " + before.size() + " to " + after.size());
    }
  }

  /// Numbers, chains and hashes entries behind a head.
  ///
  /// @param receivedAt the time of receipt of all of them, not before the head's
  static Batch seal(UUID id, Head before, Collection<Rendered> rendered, Instant receivedAt) {
    List<Line> lines = new ArrayList<>(rendered.size());
    List<Digest> leafHashes = new ArrayList<>(rendered.size());
    Digest chainHash = before.chainHash();
    long index = before.size();
    for (Rendered entry : rendered) {
      Digest leafHash = entry.leaf().hash();
      chainHash = ChainHash.next(chainHash, index, leafHash);
      lines.add(new Line(index, entry.leaf(), leafHash, chainHash, entry.submission()));
      leafHashes.add(leafHash);
      index++;
    }
    Head after =
        new Head(before.frontier().append(leafHashes), chainHash, receivedAt, before.epoch() + 1);
    return new Batch(id, before, after, lines);
  }

  /// The hashes that the tree grows by.
  public List<Digest> leafHashes() {
    return entries.stream().map(Line::leafHash).toList();
  }
}
