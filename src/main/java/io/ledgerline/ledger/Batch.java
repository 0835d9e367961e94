package io.ledgerline.ledger;

import io.ledgerline.entry.ChainHash;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.Receipt;
import io.ledgerline.merkle.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  static Batch seal(UUID id, Head before, List<Rendered> rendered, Instant receivedAt) {
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
