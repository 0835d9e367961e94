package io.ledgerline.dossier.fact;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.entry.Commitment;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.Salt;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.StrictBase64;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Executor;

/// The entries that every bundle has, as files: the genesis, and those that pass the log to another
/// key. They are read from here once their segment is detached.
///
/// Nothing is believed for being in a file: its leaf has to have the hash that the tree of the log
/// has at that place, and its payload has to be the one that the leaf commits to.
///
/// Thread-safe. The Unis fail when the store or the disk does.
public final class KeptEntries {

  private static final String VERSION = "1";
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 2);

  private final Ledger ledger;
  private final Path directory;
  private final Executor blocking;

  /// Entries of a ledger below a directory, which is made where it is missing.
  ///
  /// @param blocking runs what waits for the disk
  public KeptEntries(Ledger ledger, Path directory, Executor blocking) {
    this.ledger = ledger;
    this.directory = directory;
    this.blocking = blocking;
  }

  /// Writes those of these entries that are in the store, and have one unit that is there.
  public Uni<Void> keep(SortedSet<Long> indices) {
    return Multi.createFrom()
        .iterable(indices)
        .onItem()
        .transformToUniAndConcatenate(this::keep)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Boolean> keep(long index) {
    return ledger
        .payload(index)
        .onFailure(DetachedException.class)
        .recoverWithItem(Optional.empty())
        .emitOn(blocking)
        .map(
            found ->
                found
                    .filter(
                        entry ->
                            entry.content() instanceof PayloadEntry.Whole(var payload)
                                && payload.units().size() == 1)
                    .map(this::write)
                    .isPresent());
  }

  /// The entry at an index; empty if it was not kept, or is another one than that of the log.
  Uni<Optional<PayloadEntry>> read(long index) {
    return ledger
        .published()
        .subtree(0, index)
        .emitOn(blocking)
        .map(known -> known.flatMap(hash -> content(index).filter(entry -> fits(entry, hash))));
  }

  private static boolean fits(PayloadEntry entry, Digest leafHash) {
    Leaf leaf = entry.entry().leaf();
    Commitment commitment = entry.payload().commitment();
    return leaf.hash().equals(leafHash)
        && commitment.payloadRoot().equals(leaf.payloadRoot())
        && commitment.eventDigest().equals(leaf.eventDigest());
  }

  private Optional<PayloadEntry> content(long index) {
    Bytes file;
    try {
      file = Bytes.owned(Files.readAllBytes(file(index)));
    } catch (NoSuchFileException never) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file(index), failure);
    }
    try {
      return Optional.of(parse(index, CanonicalJson.parse(file, LIMITS)));
    } catch (MalformedJsonException | CorruptEntryException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private Path write(PayloadEntry entry) {
    Path file = file(entry.entry().index());
    try {
      Files.createDirectories(directory);
      Path unfinished = Files.createTempFile(directory, "unfinished-", "");
      Files.write(unfinished, json(entry).bytes().toArray());
      return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }

  private Path file(long index) {
    return directory.resolve(index + ".json");
  }

  private static CanonicalJson json(PayloadEntry entry) {
    DataUnit unit = entry.payload().units().getFirst();
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("v", JsonString.of(VERSION));
    fields.put("index", JsonNumber.of(entry.entry().index()));
    fields.put("chain_hash", JsonString.of(entry.entry().chainHash().toBase64()));
    fields.put("leaf", base64(entry.entry().leaf().json().bytes()));
    fields.put("event_salt", JsonString.of(entry.payload().eventSalt().toBase64()));
    fields.put("salt", JsonString.of(unit.salt().toBase64()));
    fields.put("value", base64(unit.value()));
    return CanonicalJson.of(JsonObject.of(fields));
  }

  private static PayloadEntry parse(long index, CanonicalJson json) {
    Leaf leaf = Leaf.parse(bytes(json, "leaf"));
    PayloadEntry entry =
        new PayloadEntry(
            new StoredEntry(index, leaf, Digest.parseBase64(json.string("chain_hash"))),
            new Payload(
                leaf.mediaType(),
                Salt.parseBase64(json.string("event_salt")),
                List.of(
                    new DataUnit(
                        "", Salt.parseBase64(json.string("salt")), bytes(json, "value")))));
    if (!json(entry).equals(json)) {
      throw new IllegalArgumentException("an entry of another version");
    }
    return entry;
  }

  private static JsonString base64(Bytes bytes) {
    return JsonString.of(StrictBase64.encode(bytes.toArray()));
  }

  private static Bytes bytes(CanonicalJson json, String name) {
    return Bytes.owned(StrictBase64.decode(json.string(name)));
  }
}
