package io.ledgerline.ledger.check;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.ChainHash;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.CheckpointStore.Stored;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.check.RangeResult.Edges;
import io.ledgerline.ledger.check.RangeResult.Noted;
import io.ledgerline.ledger.check.RangeResult.Times;
import io.ledgerline.ledger.check.TileComparison.Kept;
import io.ledgerline.ledger.detach.DetachedRange;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.EntryBundle;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.Tile;
import io.ledgerline.merkle.TilePath;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// What is left of a detached segment, hashed again: its leaf hashes give the chain up to its last
/// entry, the root of its seal, and the checkpoints within; its tiles and bundles are those that
/// the hashes give.
///
/// @param tiles that are compared
record DetachedComparison(
    Genesis genesis,
    EntryStore entries,
    CheckpointStore checkpoints,
    Optional<Kept> tiles,
    int findingsMax) {

  private static final int WIDTH = TilePath.FULL_WIDTH;
  private static final int PAGE_HASHES = WIDTH * 64;
  private static final int NOTES_MAX = 1_000;

  /// Hashes it on the calling thread, which waits for the store.
  ///
  /// @param all the detached segments: the chain before one ends as the seal of the one before says
  /// @param isStopped ends it before the next page
  RangeResult compare(DetachedRange range, List<DetachedRange> all, BooleanSupplier isStopped) {
    Digest before =
        all.stream()
            .filter(other -> other.before() == range.first())
            .map(DetachedRange::chainHash)
            .findFirst()
            .orElse(ChainHash.BEFORE_FIRST);
    Reading reading = new Reading(range, before);
    while (reading.next <= range.last() && !isStopped.getAsBoolean()) {
      int count = (int) Math.min(PAGE_HASHES, range.before() - reading.next);
      List<Digest> hashes =
          entries.leafHashes(genesis.log(), reading.next, count).await().indefinitely();
      if (hashes.size() != count) {
        reading.find("the leaf hashes of entries %d and on are missing".formatted(reading.next));
        break;
      }
      reading.take(hashes);
    }
    return reading.finish();
  }

  private final class Reading {

    private final DetachedRange range;
    private final List<Noted> noted = new ArrayList<>();
    private final List<Digest> roots = new ArrayList<>();
    private List<Stored> notes = List.of();
    private long findingsCount;
    private long signed;
    private long next;
    private Digest chainHash;
    private Frontier frontier = Frontier.EMPTY;
    private Optional<Edges> edges = Optional.empty();

    Reading(DetachedRange range, Digest before) {
      this.range = range;
      this.next = range.first();
      this.chainHash = before;
      this.notes = notes(next + 1);
    }

    private List<Stored> notes(long sizeMin) {
      return checkpoints.stored(genesis.log(), sizeMin, NOTES_MAX).await().indefinitely();
    }

    void take(List<Digest> hashes) {
      List<Digest> pending = new ArrayList<>();
      for (Digest hash : hashes) {
        Digest chained = ChainHash.next(chainHash, next, hash);
        if (edges.isEmpty()) {
          edges = Optional.of(new Edges(next, hash, chained, range.chainHash()));
        }
        chainHash = chained;
        pending.add(hash);
        next++;
        if (!notes.isEmpty() && notes.getFirst().size() <= next) {
          frontier = frontier.append(pending);
          pending.clear();
          signed();
        }
      }
      frontier = frontier.append(pending);
      for (int at = 0; at + WIDTH <= hashes.size(); at += WIDTH) {
        tile((next - hashes.size() + at) / WIDTH, Tile.of(hashes.subList(at, at + WIDTH)));
      }
    }

    private void signed() {
      while (!notes.isEmpty() && notes.getFirst().size() <= next) {
        Stored stored = notes.getFirst();
        try {
          noted.addAll(Noted.of(genesis, stored.signed(), Optional.of(frontier)));
          signed++;
        } catch (CorruptEntryException changed) {
          find(String.valueOf(changed.getMessage()));
        }
        notes = notes.size() > 1 ? notes.subList(1, notes.size()) : notes(stored.size() + 1);
      }
    }

    private void tile(long index, Tile tile) {
      roots.add(tile.root());
      tiles.ifPresent(
          kept -> {
            TilePath path = new TilePath.Hashes(0, index, WIDTH);
            kept.fault(path, Bytes.owned(tile.toArray())).ifPresent(this::find);
            bundle(kept, index, tile).ifPresent(this::find);
          });
    }

    private Optional<String> bundle(Kept kept, long index, Tile tile) {
      TilePath path = new TilePath.Entries(index, WIDTH);
      Optional<Bytes> stored = kept.store().read(kept.log(), path).await().indefinitely();
      if (stored.isEmpty()) {
        return Optional.of(path.text() + " is missing, and its entries are detached");
      }
      try {
        List<ByteBuffer> leaves = EntryBundle.parse(stored.get().view());
        for (int i = 0; i < WIDTH; i++) {
          if (leaves.size() != WIDTH || !Digest.ofLeaf(leaves.get(i)).equals(tile.hash(i))) {
            return Optional.of(path.text() + " is not what the leaf hashes say");
          }
        }
        return Optional.empty();
      } catch (IllegalArgumentException | CorruptEntryException none) {
        return Optional.of(path.text() + " is no bundle of " + WIDTH + " entries");
      }
    }

    RangeResult finish() {
      boolean isWhole = next == range.before();
      if (isWhole && !frontier.root().equals(range.root())) {
        find("the leaf hashes of segment %d, which is detached, do not give the root of its seal");
      }
      if (isWhole && !chainHash.equals(range.chainHash())) {
        find("the chain over segment %d, which is detached, does not end as its seal says");
      }
      return new RangeResult(
          range.first(),
          next,
          edges,
          Optional.of(new Times(range.first(), range.receivedAt(), range.receivedAt())),
          frontier,
          isWhole,
          List.copyOf(noted),
          findingsCount,
          0,
          signed,
          List.copyOf(roots));
    }

    private void find(Finding finding) {
      find(finding.what());
    }

    private void find(String what) {
      if (findingsCount++ < findingsMax) {
        noted.add(
            new Noted.Found(
                new Finding(OptionalLong.empty(), what.replace("%d", "" + range.segment()))));
      }
    }
  }
}
