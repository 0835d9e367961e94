package io.ledgerline.ledger.check;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Salt;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.merkle.Digest;
import java.util.Random;

/// What somebody may make of a stored row.
final class Tampering {

  private Tampering() {}

  static EntryRow retyped(PayloadRow row) {
    EntryRow old = row.row();
    String leaf = old.leaf().utf8().replaceFirst("\"type\":\".", "\"type\":\"x");
    return new EntryRow(
        old.index(), old.receivedAt(), Bytes.utf8(leaf), old.leafHash(), old.chainHash());
  }

  static PayloadRow rechained(PayloadRow row) {
    EntryRow old = row.row();
    EntryRow other =
        new EntryRow(old.index(), old.receivedAt(), old.leaf(), old.leafHash(), Digest.EMPTY_ROOT);
    return new PayloadRow(other, row.eventSalt(), row.units());
  }

  static UnitRow erased(UnitRow unit) {
    return new UnitRow(unit.number(), unit.pointer(), unit.digest(), null, null, null);
  }

  static PayloadRow resalted(PayloadRow row) {
    return new PayloadRow(row.row(), Salt.random(new Random(1)), row.units());
  }

  static UnitRow withValue(UnitRow unit, String value) {
    Bytes bytes = Bytes.utf8(value);
    return new UnitRow(unit.number(), unit.pointer(), unit.digest(), unit.salt(), bytes, null);
  }
}
