package io.ledgerline.cli.audit;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.fields.LeafFields;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.EntryBundle;
import io.ledgerline.merkle.Tile;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.note.Checkpoint;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;

/// Every entry and every tile of a log, against a checkpoint of it.
///
/// The tiles of level 0 give every tile above and the root that was signed; the entries of a bundle
/// give the hashes of its tile; and the first entries give the root of an earlier checkpoint. What
/// the entries commit to is not seen here: their payloads, and what opens them, are not served to
/// strangers.
public final class LogAudit {

  private static final int AHEAD = 8;

  private final RemoteLog log;
  private final Checkpoint checkpoint;
  private final Optional<Checkpoint> earlier;
  private final LongConsumer onProgress;
  private final Findings findings = new Findings();
  private final ComputedTree tree = new ComputedTree(this::compare);
  private Instant receivedAt = Instant.EPOCH;

  /// What an audit says.
  ///
  /// @param entries how many were hashed
  /// @param findings the first things that are wrong
  /// @param findingsCount how many there are in all
  public record Result(long entries, List<String> findings, long findingsCount) {

    /// Copies the findings.
    public Result {
      findings = List.copyOf(findings);
    }
  }

  private record Pair(CompletableFuture<byte[]> tile, CompletableFuture<byte[]> bundle) {}

  /// An audit that has not begun. To be run once.
  ///
  /// @param checkpoint whose signature was checked
  /// @param earlier one that was seen before, whose signature was checked
  /// @param onProgress is told the number of entries hashed so far
  public LogAudit(
      RemoteLog log, Checkpoint checkpoint, Optional<Checkpoint> earlier, LongConsumer onProgress) {
    this.log = log;
    this.checkpoint = checkpoint;
    this.earlier = earlier;
    this.onProgress = onProgress;
  }

  /// Reads the whole log.
  ///
  /// @throws CompletionException if the log does not answer
  public Result run() {
    requireContinuation();
    long tiles = (checkpoint.size() + TilePath.FULL_WIDTH - 1) / TilePath.FULL_WIDTH;
    Deque<Pair> reading = new ArrayDeque<>();
    long asked = 0;
    for (long index = 0; index < tiles; index++) {
      while (asked < tiles && reading.size() < AHEAD) {
        reading.add(ask(asked++));
      }
      if (!take(index, reading.remove())) {
        // Without this tile no hash behind it has a place.
        return result(index * TilePath.FULL_WIDTH);
      }
      onProgress.accept(index * TilePath.FULL_WIDTH + width(index));
    }
    findings.require(
        tree.finish().equals(checkpoint.root()),
        "the tiles give another root than the checkpoint of %d entries"
            .formatted(checkpoint.size()));
    return result(checkpoint.size());
  }

  private Result result(long entries) {
    return new Result(entries, findings.listed(), findings.count());
  }

  private void requireContinuation() {
    earlier.ifPresent(
        before ->
            findings.require(
                before.size() <= checkpoint.size(),
                "the log had %d entries before, it has %d now: it was set back"
                    .formatted(before.size(), checkpoint.size())));
    if (checkpoint.size() == 0) {
      findings.require(
          checkpoint.root().equals(Digest.EMPTY_ROOT), "a log without entries has another root");
    }
  }

  private int width(long index) {
    return (int) Math.min(TilePath.FULL_WIDTH, checkpoint.size() - index * TilePath.FULL_WIDTH);
  }

  private Pair ask(long index) {
    int width = width(index);
    return new Pair(
        log.get(new TilePath.Hashes(0, index, width).text()),
        log.get(new TilePath.Entries(index, width).text()));
  }

  private boolean take(long index, Pair pair) {
    String path = new TilePath.Hashes(0, index, width(index)).text();
    Optional<Tile> tile = served(path, pair.tile()).flatMap(bytes -> tile(path, index, bytes));
    String bundlePath = new TilePath.Entries(index, width(index)).text();
    Optional<byte[]> bundle = served(bundlePath, pair.bundle());
    if (tile.isEmpty()) {
      return false;
    }
    bundle.ifPresent(bytes -> entries(bundlePath, index, tile.get(), bytes));
    earlier
        .filter(before -> before.size() > index * TilePath.FULL_WIDTH)
        .filter(before -> before.size() <= index * TilePath.FULL_WIDTH + width(index))
        .ifPresent(before -> earlierRoot(before, index, tile.get()));
    tree.append(tile.get());
    return true;
  }

  private Optional<Tile> tile(String path, long index, byte[] bytes) {
    if (bytes.length != width(index) * Digest.SIZE_BYTES) {
      findings.add("%s has %d bytes".formatted(path, bytes.length));
      return Optional.empty();
    }
    return Optional.of(Tile.parse(ByteBuffer.wrap(bytes)));
  }

  private void earlierRoot(Checkpoint before, long index, Tile tile) {
    int width = (int) (before.size() - index * TilePath.FULL_WIDTH);
    findings.require(
        tree.rootWith(tile, width).equals(before.root()),
        "the first %d entries are not those of the earlier checkpoint".formatted(before.size()));
  }

  private void entries(String path, long index, Tile tile, byte[] bytes) {
    List<ByteBuffer> entries;
    try {
      entries = EntryBundle.parse(ByteBuffer.wrap(bytes));
    } catch (IllegalArgumentException malformed) {
      findings.add("%s: %s".formatted(path, malformed.getMessage()));
      return;
    }
    if (entries.size() != tile.width()) {
      findings.add("%s has %d entries, not %d".formatted(path, entries.size(), tile.width()));
      return;
    }
    for (int i = 0; i < entries.size(); i++) {
      long entry = index * TilePath.FULL_WIDTH + i;
      findings.require(
          Digest.ofLeaf(entries.get(i)).equals(tile.hash(i)),
          "entry %d is not what its hash in the tile says".formatted(entry));
      leaf(entry, entries.get(i));
    }
  }

  private void leaf(long entry, ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.duplicate().get(array);
    try {
      LeafFields leaf = LeafFields.read(Bytes.owned(array));
      findings.require(
          !leaf.receivedAt().isBefore(receivedAt),
          "entry %d was received before the entry before it".formatted(entry));
      findings.require(
          entry != 0 || leaf.type().equals(Genesis.TYPE), "entry 0 is not the genesis of a log");
      receivedAt = leaf.receivedAt();
    } catch (CorruptEntryException noLeaf) {
      findings.add("entry %d is no leaf of a Ledgerline log".formatted(entry));
    }
  }

  private void compare(TilePath.Hashes path, Tile expected) {
    served(path.text(), log.get(path.text()))
        .ifPresent(
            bytes ->
                findings.require(
                    Arrays.equals(bytes, expected.toArray()),
                    path.text() + " is not what the tiles below it give"));
  }

  private Optional<byte[]> served(String path, CompletableFuture<byte[]> answer) {
    try {
      return Optional.of(answer.join());
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RemoteLog.NotServedException missing) {
        findings.add(path + " is not served: " + missing.getMessage());
        return Optional.empty();
      }
      throw failed;
    }
  }
}
