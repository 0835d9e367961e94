package io.ledgerline.pg;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.Receipt.UnitSalt;
import io.ledgerline.entry.Salt;
import io.ledgerline.ledger.EntryStore.Opening;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.Salts;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A page of entries with their units, bounded in entries and bytes.
final class PayloadRows {

  private static final String COLUMNS =
      """
      SELECT p.index, p.received_at, p.leaf, p.leaf_hash, p.chain_hash,
        u.unit, u.pointer, u.digest, u.event_salt, u.salt, u.value,
        CASE WHEN u.value IS NULL THEN (
          SELECT x.erased_by FROM ledger.erased_unit x
          WHERE x.log_id = u.log_id AND x.index = u.index AND x.unit = u.unit) END AS erased_by
      """;

  /// The entries of a run of indices, if their values fit; none if they do not. The usual page:
  /// with both ends known, PostgreSQL reads each table once, at a quarter of the cost of
  /// [#BOUNDED].
  static final String FITTING =
      COLUMNS
          + """
          FROM ledger.entry p
          LEFT JOIN ledger.unit u ON u.log_id = $1 AND u.index = p.index
            AND u.index >= $2 AND u.index < $2 + $3
          WHERE p.log_id = $1 AND p.index >= $2 AND p.index < $2 + $3 AND $4 >= (
            SELECT coalesce(sum(octet_length(v.value)), 0) FROM ledger.unit v
            WHERE v.log_id = $1 AND v.index >= $2 AND v.index < $2 + $3)
          ORDER BY p.index, u.unit
          """;

  /// The first entries whose values fit, and at least one, wherever they begin. Starts from the
  /// entries, so that one whose units are gone is still there. The size of a value is known without
  /// fetching it.
  static final String BOUNDED =
      COLUMNS
          + """
          FROM (
            SELECT e.*, s.size, sum(s.size) OVER (ORDER BY e.index) AS through
            FROM (
              SELECT * FROM ledger.entry WHERE log_id = $1 AND index >= $2 ORDER BY index LIMIT $3
            ) AS e
            CROSS JOIN LATERAL (
              SELECT coalesce(sum(octet_length(v.value)), 0) AS size FROM ledger.unit v
              WHERE v.log_id = e.log_id AND v.index = e.index
            ) AS s
          ) AS p
          LEFT JOIN ledger.unit u ON u.log_id = p.log_id AND u.index = p.index
          WHERE p.through <= $4 OR p.through = p.size
          ORDER BY p.index, u.unit
          """;

  /// What opens the commitments of entries.
  static final String OPENINGS =
      """
      SELECT e.index, e.leaf, u.pointer, u.event_salt, u.salt, CASE WHEN u.salt IS NULL THEN (
          SELECT x.erased_by FROM ledger.erased_unit x
          WHERE x.log_id = u.log_id AND x.index = u.index AND x.unit = u.unit) END AS erased_by
      FROM ledger.entry e JOIN ledger.unit u ON u.log_id = e.log_id AND u.index = e.index
      WHERE e.log_id = $1 AND e.index = ANY ($2::bigint[])
      ORDER BY e.index, u.unit
      """;

  private PayloadRows() {}

  static List<PayloadRow> read(List<Row> rows) {
    List<PayloadRow> page = new ArrayList<>();
    int at = 0;
    while (at < rows.size()) {
      Row first = rows.get(at);
      long index = first.getLong("index");
      List<UnitRow> units = new ArrayList<>();
      for (; at < rows.size() && rows.get(at).getLong("index") == index; at++) {
        Row unit = rows.get(at);
        if (unit.getInteger("unit") != null) {
          units.add(unit(unit));
        }
      }
      page.add(new PayloadRow(Columns.entry(first), Columns.salt(first, "event_salt"), units));
    }
    return page;
  }

  private static UnitRow unit(Row row) {
    return new UnitRow(
        row.getInteger("unit"),
        row.getString("pointer"),
        Columns.digest(row, "digest"),
        Columns.salt(row, "salt"),
        Columns.value(row, "value"),
        row.getLong("erased_by"));
  }

  /// One for each index.
  ///
  /// @throws CorruptEntryException if one is not there, or a salt is gone that no erasure took
  static List<Opening> openings(List<Row> rows, Collection<Long> indices) {
    Map<Long, List<Row>> units = new TreeMap<>();
    rows.forEach(
        row -> units.computeIfAbsent(row.getLong("index"), i -> new ArrayList<>()).add(row));
    if (!units.keySet().containsAll(indices)) {
      throw new CorruptEntryException("an identity names an entry that is not there");
    }
    return units.values().stream().map(PayloadRows::opening).toList();
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
