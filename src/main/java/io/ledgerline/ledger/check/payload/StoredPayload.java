package io.ledgerline.ledger.check.payload;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Commitment;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.Salt;
import io.ledgerline.entry.fields.LeafFields;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.merkle.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A payload as it is stored, against the leaf that commits to it.
///
/// @param stored what is stored
/// @param leaf what was hashed
public record StoredPayload(PayloadRow stored, LeafFields leaf) {

  /// Everything that does not fit, in words.
  ///
  /// @param isErased whether an erasure took a unit: then it is rightly gone, and the event digest
  ///   cannot be checked any more
  public List<String> faults(Predicate<UnitRow> isErased) {
    List<String> faults = new ArrayList<>();
    if (stored.units().size() != leaf.units()) {
      faults.add(
          "the leaf has %d units, %d are stored".formatted(leaf.units(), stored.units().size()));
      return faults;
    }
    List<DataUnit> parts = new ArrayList<>();
    boolean isWhole = true;
    for (UnitRow unit : stored.units()) {
      Salt salt = unit.salt();
      Bytes value = unit.value();
      if (unit.unreadable() != null) {
        faults.add("unit %d cannot be read: %s".formatted(unit.number(), unit.unreadable().why()));
      } else if (salt == null && value == null && isErased.test(unit)) {
        isWhole = false;
      } else if (salt == null || value == null) {
        faults.add("unit %d is gone".formatted(unit.number()));
      } else {
        DataUnit part = new DataUnit(unit.pointer(), salt, value);
        parts.add(part);
        if (unit.erasedBy() != null && !isErased.test(unit)) {
          faults.add(
              "unit %d is there, and entry %d, which is said to have erased it, did not"
                  .formatted(unit.number(), unit.erasedBy()));
        }
        if (!part.digest().equals(unit.digest())) {
          faults.add("unit %d is not what its digest says".formatted(unit.number()));
        }
      }
    }
    List<Digest> digests = stored.units().stream().map(UnitRow::digest).toList();
    if (!Commitment.payloadRoot(digests).equals(leaf.payloadRoot())) {
      faults.add("the units' digests do not give the payload root");
    }
    if (!isWhole && stored.eventSalt() != null) {
      faults.add("the event salt is still there, though a unit was erased");
    }
    if (isWhole && faults.isEmpty() && !isOpened(parts)) {
      faults.add("the accepted bytes are not what the event digest says");
    }
    return faults;
  }

  /// Whether every unit has this value.
  public boolean says(String value) {
    return stored.units().stream()
        .map(UnitRow::value)
        .allMatch(bytes -> bytes != null && bytes.utf8().equals(value));
  }

  private boolean isOpened(List<DataUnit> parts) {
    Salt eventSalt = stored.eventSalt();
    try {
      return eventSalt != null
          && new Payload(leaf.mediaType(), eventSalt, parts).opens(leaf.eventDigest());
    } catch (CorruptEntryException noPayload) {
      return false;
    }
  }
}
