package io.ledgerline.pg;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.Receipt.UnitSalt;
import io.ledgerline.entry.Salt;
import io.ledgerline.ledger.EntryStore.Opening;
import io.ledgerline.ledger.EntryStore.Salts;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Salts of entries, for receipts that are given again.
final class Openings {

  static final String SQL =
      """
      SELECT e.index, e.leaf, u.pointer, u.event_salt, u.salt, CASE WHEN u.salt IS NULL THEN (
          SELECT x.erased_by FROM ledger.erased_unit x
          WHERE x.log_id = u.log_id AND x.index = u.index AND x.unit = u.unit) END AS erased_by
      FROM ledger.entry e JOIN ledger.unit u ON u.log_id = e.log_id AND u.index = e.index
      WHERE e.log_id = $1 AND e.index = ANY ($2::bigint[])
      ORDER BY e.index, u.unit
      """;

  private Openings() {}

  /// One for each index.
  ///
  /// @throws CorruptEntryException if one is not there, or a salt is gone that no erasure took
  static List<Opening> read(List<Row> rows, Collection<Long> indices) {
    Map<Long, List<Row>> units = new TreeMap<>();
    rows.forEach(
        row -> units.computeIfAbsent(row.getLong("index"), i -> new ArrayList<>()).add(row));
    if (!units.keySet().containsAll(indices)) {
      throw new CorruptEntryException("an identity names an entry that is not there");
    }
    return units.values().stream().map(Openings::opening).toList();
  }

  private static Opening opening(List<Row> units) {
    Row first = units.getFirst();
    boolean isErased = units.stream().anyMatch(unit -> unit.getLong("erased_by") != null);
    return new Opening(
        first.getLong("index"),
        Leaf.parse(Columns.bytes(first, "leaf")),
        isErased
            ? Optional.empty()
            : Optional.of(
                new Salts(
                    salt(first, "event_salt"),
                    units.stream()
                        .map(u -> new UnitSalt(u.getString("pointer"), salt(u, "salt")))
                        .toList())));
  }

  private static Salt salt(Row row, String column) {
    Salt salt = Columns.salt(row, column);
    if (salt == null) {
      throw new CorruptEntryException(
          "the " + column + " of entry " + row.getLong("index") + " is gone");
    }
    return salt;
  }
}
