package io.ledgerline.segment.archive;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.LogId;
import io.ledgerline.event.system.HoldLifted;
import io.ledgerline.event.system.HoldPlaced;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.vault.hold.Hold;
import io.ledgerline.vault.hold.HoldStore;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The legal holds of an exported log: those that are in force there are in force here, before
/// anything is written that could be erased.
///
/// @param holds every one that the export has, by id
/// @param size how many entries the export has
record HoldImport(SortedMap<String, Hold> holds, long size) {

  /// The holds of an export, compared with its entries.
  ///
  /// @param row the entry at an index
  /// @throws ArchiveException if the entries place one that is in force, and the file has not that
  static HoldImport of(ExportedLog exported, Function<Long, PayloadRow> row) {
    SortedMap<String, Hold> holds =
        exported.holds().stream()
            .collect(
                Collectors.toMap(
                    hold -> hold.id().toString(),
                    hold -> hold,
                    (one, other) -> {
                      throw new ArchiveException(
                          ArchiveFiles.HOLDS + " has the hold " + one.id() + " twice");
                    },
                    TreeMap::new));
    inForce(exported.size(), row)
        .forEach(
            (id, placed) -> {
              Hold hold = holds.get(id);
              if (hold == null
                  || !hold.matter().equals(placed.matter())
                  || !hold.range().equals(placed.range())) {
                throw new ArchiveException(
                    "the legal hold %s is in force by the entries, and %s has it not like that: export again with this version"
                        .formatted(id, ArchiveFiles.HOLDS));
              }
            });
    return new HoldImport(holds, exported.size());
  }

  private static SortedMap<String, HoldPlaced> inForce(long size, Function<Long, PayloadRow> rows) {
    SortedMap<String, HoldPlaced> placed = new TreeMap<>();
    for (long index = 0; index < size; index++) {
      PayloadRow row = rows.apply(index);
      String type = Leaf.parse(row.row().leaf()).type();
      Bytes value = row.units().getFirst().value();
      if (value != null && type.equals(HoldPlaced.TYPE)) {
        HoldPlaced hold = HoldPlaced.parse(CanonicalJson.parse(value, JsonLimits.OWN_RECORDS));
        placed.put(hold.holdId(), hold);
      } else if (value != null && type.equals(HoldLifted.TYPE)) {
        placed.remove(
            HoldLifted.parse(CanonicalJson.parse(value, JsonLimits.OWN_RECORDS)).holdId());
      }
    }
    return placed;
  }

  /// Puts them in force; those that an entry of the export lifts are lifted again. To be run again
  /// changes nothing.
  ///
  /// @return those that are in force afterwards
  List<String> into(LogId log, HoldStore store) {
    for (Hold hold : holds.values()) {
      store.keep(log, hold).await().indefinitely();
      within(hold.placedBy())
          .ifPresent(entry -> store.placed(log, hold.id(), entry).await().indefinitely());
      within(hold.liftedBy())
          .ifPresent(entry -> store.lifted(log, hold.id(), entry).await().indefinitely());
    }
    return holds.values().stream()
        .filter(hold -> within(hold.liftedBy()).isEmpty())
        .map(hold -> hold.id().toString())
        .toList();
  }

  /// An entry behind the export is none here.
  private OptionalLong within(OptionalLong entry) {
    return entry.isPresent() && entry.getAsLong() < size ? entry : OptionalLong.empty();
  }
}
