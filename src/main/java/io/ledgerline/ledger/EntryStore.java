package io.ledgerline.ledger;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.Receipt;
import io.ledgerline.entry.Receipt.UnitSalt;
import io.ledgerline.entry.Salt;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.ledger.detach.DetachedRange;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where entries are kept, for ever and in order. The log is the first part of every key.
///
/// Every method may be called on any thread, does nothing before it is subscribed to, and fails
/// when the store does not answer; a failed [#append] may still have taken effect. A
/// [CorruptEntryException] says that what is stored cannot be: nothing more must be appended. A
/// [DetachedException] says that the entry at the first index that was asked for was taken out of
/// the store, from [#rows] and [#payloadRows]; leaf hashes and identities of such entries stay.
/// What a store must do, and must never do, is `EntryStoreContract`.
public interface EntryStore {

  /// The log of the proposal's tenant, made as proposed if there is none: an empty log whose head
  /// is [Head#EMPTY].
  ///
  /// @return the genesis that the log was made with, which is not always the proposed one
  Uni<Genesis> open(Genesis proposed);

  /// Where the log ends.
  Uni<Head> head(LogId log);

  /// Makes a batch durable, all of it or nothing, if the log still ends where the batch starts and
  /// none of its identities is there already; with it what its submissions say beside. A batch
  /// whose erasures the store does not allow is refused.
  ///
  /// What has to be made ready, encryption above all, is made ready on the calling thread before
  /// this returns; what goes wrong then is the answer's failure. The store is asked on
  /// subscription, of which there is one.
  Uni<Written> append(LogId log, Batch batch);

  /// Whether the batch was committed: its id is there, and its last entry with its chain hash.
  Uni<Boolean> isCommitted(LogId log, Batch batch);

  /// What the store knows of these identities; nothing of those that are new.
  Uni<List<Known>> known(LogId log, List<Identity> identities);

  /// What opens the commitments of entries, by index; of those that are detached nothing does, and
  /// they are left out.
  ///
  /// @throws CorruptEntryException within the Uni if an entry is not there, or one of its salts is
  ///   gone though no erasure took it
  Uni<List<Opening>> openings(LogId log, Collection<Long> indices);

  /// Entries from an index on, as they are stored.
  Uni<List<EntryRow>> rows(LogId log, long from, int countMax);

  /// Entries from an index on with their payloads, as they are stored.
  ///
  /// @param sizeBytesMax ends the page early; at least one entry is returned if there is one
  Uni<List<PayloadRow>> payloadRows(LogId log, long from, int countMax, long sizeBytesMax);

  /// Leaf hashes from an index on, of entries that are detached too.
  Uni<List<Digest>> leafHashes(LogId log, long from, int countMax);

  /// The segments that were taken out, in their order: the beginning of the log, without gaps.
  default Uni<List<DetachedRange>> detached(LogId log) {
    return Uni.createFrom().item(List.of());
  }

  /// What became of a batch.
  sealed interface Written {

    /// It is durable.
    record Committed() implements Written {}

    /// Nothing was written: the log ends elsewhere.
    record Moved() implements Written {}

    /// Nothing was written, and never will be: the store refuses one of the entries.
    ///
    /// @param reason what the store said
    record Refused(String reason) implements Written {}

    /// Nothing was written: these identities are there already.
    ///
    /// @param known at least one
    record Repeats(List<Known> known) implements Written {}
  }

  /// An identity that the store has.
  ///
  /// @param key the identity's key
  /// @param index the entry that has it
  /// @param sameContent whether that entry has the content too
  record Known(Digest key, long index, boolean sameContent) {

    /// What a producer is told that hands in an event of this identity.
    ///
    /// @param opening of the entry; empty if it is detached
    Appended answer(Optional<Opening> opening, Genesis genesis) {
      return sameContent
          ? opening
              .map(stored -> stored.answer(genesis))
              .orElseGet(() -> new Appended.Detached(index))
          : new Appended.Contradicted(index);
    }
  }

  /// What a receipt of a stored entry is made of.
  ///
  /// @param index the entry
  /// @param leaf its leaf
  /// @param salts empty where a unit of it was erased
  record Opening(long index, Leaf leaf, Optional<Salts> salts) {

    /// What a producer is told that hands the same event in again.
    Appended answer(Genesis genesis) {
      return salts
          .<Appended>map(
              kept ->
                  new Appended.Repeated(
                      new Receipt(
                          genesis.log(),
                          genesis.origin(),
                          index,
                          leaf,
                          kept.event(),
                          kept.units())))
          .orElseGet(() -> new Appended.Erased(index, leaf));
    }
  }

  /// The salts of an entry.
  ///
  /// @param event opens the event digest
  /// @param units open the units
  record Salts(Salt event, List<UnitSalt> units) {}

  /// An entry as it is stored, checked by nobody.
  ///
  /// @param index its place
  /// @param receivedAt the stored copy of the leaf's time of receipt
  /// @param leaf the bytes that are hashed
  /// @param leafHash the stored hash of them
  /// @param chainHash the stored chain hash
  record EntryRow(long index, Instant receivedAt, Bytes leaf, Digest leafHash, Digest chainHash) {

    /// The entry.
    ///
    /// @throws CorruptEntryException if the bytes are no leaf
    public StoredEntry entry() {
      return new StoredEntry(index, Leaf.parse(leaf), chainHash);
    }
  }

  /// A unit as it is stored.
  ///
  /// @param number its place within the payload
  /// @param pointer where it stands in the payload's JSON; empty for unit 0
  /// @param digest what the payload root is made of
  /// @param salt null where the unit is erased, or cannot be read
  /// @param value null where the unit is erased, or cannot be read
  /// @param erasedBy the entry that erased it, as the store says; null where it was not
  /// @param unreadable why salt and value cannot be read though they are stored; null otherwise
  record UnitRow(
      int number,
      String pointer,
      Digest digest,
      @Nullable Salt salt,
      @Nullable Bytes value,
      @Nullable Long erasedBy,
      @Nullable Unreadable unreadable) {

    /// A unit that is erased, or there to be read.
    public UnitRow(
        int number,
        String pointer,
        Digest digest,
        @Nullable Salt salt,
        @Nullable Bytes value,
        @Nullable Long erasedBy) {
      this(number, pointer, digest, salt, value, erasedBy, null);
    }

    /// A unit that is there.
    public UnitRow(int number, DataUnit unit) {
      this(number, unit.pointer(), unit.digest(), unit.salt(), unit.value(), null);
    }

    PayloadEntry.Part part(long index) {
      Salt kept = salt;
      Bytes bytes = value;
      Long by = erasedBy;
      if (kept != null && bytes != null) {
        return new PayloadEntry.Left(new DataUnit(pointer, kept, bytes));
      }
      if (kept != null || bytes != null || by == null) {
        throw new CorruptEntryException(
            "unit %d of entry %d is gone%s"
                .formatted(number, index, unreadable == null ? "" : ": " + unreadable.why()));
      }
      return new PayloadEntry.Erased(pointer, digest, by);
    }
  }

  /// Why a unit cannot be read though it is stored.
  ///
  /// @param isKeyDestroyed whether its data key was destroyed, which happens once all that lies
  ///   under it is erased: the store is older than the erasure. Otherwise it is a fault
  /// @param why for a person
  record Unreadable(boolean isKeyDestroyed, String why) {}

  /// An entry with its payload as it is stored, checked by nobody.
  ///
  /// @param row the entry
  /// @param eventSalt null where any unit is erased
  /// @param units in the order of their numbers
  record PayloadRow(EntryRow row, @Nullable Salt eventSalt, List<UnitRow> units) {

    /// How much of a page's bytes it takes: the values of its units.
    public long sizeBytes() {
      long bytes = 0;
      for (UnitRow unit : units) {
        Bytes value = unit.value();
        bytes += value == null ? 0 : value.size();
      }
      return bytes;
    }

    /// The entry with its payload, or with what erasures left of it.
    ///
    /// @throws CorruptEntryException if the leaf is none, or a part of the payload is gone that no
    ///   erasure took
    public PayloadEntry entry() {
      StoredEntry entry = row.entry();
      String mediaType = entry.leaf().mediaType();
      List<PayloadEntry.Part> parts = units.stream().map(unit -> unit.part(row.index())).toList();
      List<DataUnit> left = new ArrayList<>();
      for (PayloadEntry.Part part : parts) {
        if (part instanceof PayloadEntry.Left(var unit)) {
          left.add(unit);
        }
      }
      if (left.size() < parts.size()) {
        return new PayloadEntry(entry, new PayloadEntry.Remains(mediaType, parts));
      }
      Salt salt = eventSalt;
      if (salt == null) {
        throw new CorruptEntryException("the event salt of entry " + row.index() + " is gone");
      }
      return new PayloadEntry(entry, new Payload(mediaType, salt, left));
    }
  }
}
