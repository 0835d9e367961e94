package io.ledgerline.ledger.check.payload;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.entry.fields.LeafFields;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.merkle.Digest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The erasure entries that stored units point at, as far as they say so themselves. For one thread
/// at a time.
///
/// What the store says of who erased a unit is a hint where to look; the payload of that entry
/// decides, once it is what its leaf commits to.
public final class Erasures {

  private final ErasureReader reader;
  private final Map<Long, UnitSet> unitsByErasure = new TreeMap<>();

  public Erasures(ErasureReader reader) {
    this.reader = reader;
  }

  /// The erasure entries that a page points at and that were not read yet. Others are forgotten.
  public SortedSet<Long> missing(List<PayloadRow> page) {
    SortedSet<Long> named = new TreeSet<>();
    page.stream()
        .flatMap(row -> row.units().stream())
        .map(UnitRow::erasedBy)
        .filter(Objects::nonNull)
        .forEach(erasure -> named.add(erasure));
    unitsByErasure.keySet().retainAll(named);
    named.removeAll(unitsByErasure.keySet());
    return named;
  }

  /// Takes an erasure entry; what is none, or is not what its leaf commits to, erased nothing.
  public void take(PayloadRow row) {
    UnitSet units = UnitSet.EMPTY;
    try {
      LeafFields leaf = LeafFields.read(row.row().leaf());
      if (row.row().leaf().to(Digest::ofLeaf).equals(row.row().leafHash())) {
        units = of(row, leaf);
      }
    } catch (CorruptEntryException noLeaf) {
      // Found where the entry itself is rehashed.
    }
    unitsByErasure.put(row.row().index(), units);
  }

  /// What an entry says it erased; nothing if it is no erasure, or not what its leaf commits to.
  private UnitSet of(PayloadRow row, LeafFields leaf) {
    return record(row, leaf).map(said -> of(leaf, said)).orElse(UnitSet.EMPTY);
  }

  /// What a record of the system says it erased.
  public UnitSet of(LeafFields leaf, Bytes record) {
    return reader.erasedBy(leaf.type(), record);
  }

  /// The payload of an entry that the system recorded, if it is what its leaf commits to.
  public static Optional<Bytes> record(PayloadRow row, LeafFields leaf) {
    return leaf.producer().equals(Ledger.SYSTEM_PRODUCER)
            && new StoredPayload(row, leaf).faults(unit -> false).isEmpty()
        ? Optional.of(row.entry().payload().accepted())
        : Optional.empty();
  }

  /// Whether the entry that the store names did erase this unit.
  public boolean isErased(long index, UnitRow unit) {
    Long by = unit.erasedBy();
    UnitSet units = by == null || by <= index ? null : unitsByErasure.get(by);
    return units != null && units.contains(index, unit.number());
  }
}
