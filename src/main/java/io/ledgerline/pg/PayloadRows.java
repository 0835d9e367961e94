package io.ledgerline.pg;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.Receipt.UnitSalt;
import io.ledgerline.entry.Salt;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.EntryStore.Opening;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.Salts;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.ledger.EntryStore.Unreadable;
import io.ledgerline.merkle.Digest;
import io.ledgerline.vault.keys.Column;
import io.ledgerline.vault.keys.Opened;
import io.ledgerline.vault.keys.PayloadCipher;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A page of entries with their units, opened, bounded in entries and bytes.
final class PayloadRows {

  private static final String COLUMNS =
      """
      SELECT p.index, p.received_at, p.leaf, p.leaf_hash, p.chain_hash,
        u.unit, u.pointer, u.digest, u.event_salt, u.salt, u.value, u.cipher, u.data_key_id,
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
            SELECT coalesce(sum(CASE
              WHEN v.value IS NULL THEN 0
              WHEN v.cipher IS NULL THEN octet_length(v.value)
              ELSE coalesce(v.value_size, octet_length(v.value) - 29) END), 0) FROM ledger.unit v
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
              SELECT coalesce(sum(CASE
              WHEN v.value IS NULL THEN 0
              WHEN v.cipher IS NULL THEN octet_length(v.value)
              ELSE coalesce(v.value_size, octet_length(v.value) - 29) END), 0) AS size FROM ledger.unit v
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
      SELECT e.index, e.leaf, u.unit, u.pointer, u.digest, u.event_salt, u.salt,
        NULL::bytea AS value, u.cipher, u.data_key_id, CASE WHEN u.salt IS NULL THEN (
          SELECT x.erased_by FROM ledger.erased_unit x
          WHERE x.log_id = u.log_id AND x.index = u.index AND x.unit = u.unit) END AS erased_by
      FROM ledger.entry e JOIN ledger.unit u ON u.log_id = e.log_id AND u.index = e.index
      WHERE e.log_id = $1 AND e.index = ANY ($2::bigint[])
      ORDER BY e.index, u.unit
      """;

  private PayloadRows() {}

  static List<PayloadRow> read(List<Row> rows, PayloadCipher.Opening cipher) {
    List<PayloadRow> page = new ArrayList<>();
    int at = 0;
    while (at < rows.size()) {
      Row first = rows.get(at);
      long index = first.getLong("index");
      int end = at;
      while (end < rows.size() && rows.get(end).getLong("index") == index) {
        end++;
      }
      List<Row> units = first.getInteger("unit") == null ? List.of() : rows.subList(at, end);
      page.add(Units.of(index, units, cipher).row(Columns.entry(first)));
      at = end;
    }
    return page;
  }

  /// One opening for each index.
  ///
  /// @throws CorruptEntryException if one is not there, or a salt is gone that no erasure took, or
  ///   cannot be read
  static List<Opening> openings(
      List<Row> rows, Collection<Long> indices, PayloadCipher.Opening cipher) {
    Map<Long, List<Row>> units = new TreeMap<>();
    rows.forEach(
        row -> units.computeIfAbsent(row.getLong("index"), i -> new ArrayList<>()).add(row));
    if (!units.keySet().containsAll(indices)) {
      throw new CorruptEntryException("an identity names an entry that is not there");
    }
    return units.values().stream().map(rowsOfOne -> opening(rowsOfOne, cipher)).toList();
  }

  private static Opening opening(List<Row> rows, PayloadCipher.Opening cipher) {
    Row first = rows.getFirst();
    long index = first.getLong("index");
    Leaf leaf = Leaf.parse(Columns.bytes(first, "leaf"));
    if (rows.stream().anyMatch(row -> row.getLong("erased_by") != null)) {
      return new Opening(index, leaf, Optional.empty());
    }
    Units units = Units.of(index, rows, cipher);
    List<UnitSalt> salts =
        units.units().stream()
            .map(unit -> new UnitSalt(unit.pointer(), Units.requireSalt(index, unit)))
            .toList();
    return new Opening(index, leaf, Optional.of(new Salts(units.requireEventSalt(index), salts)));
  }

  /// The units of one entry, opened.
  ///
  /// @param eventSalt null where any unit is erased, or it cannot be read
  /// @param units in the order of their numbers
  record Units(@Nullable Salt eventSalt, List<UnitRow> units) {

    /// A column that was opened: what is in it, or why that is not known. Of one that is erased
    /// neither.
    private record Content(@Nullable Bytes bytes, @Nullable Unreadable unreadable) {}

    /// Opens the rows of an entry's units.
    static Units of(long index, List<Row> rows, PayloadCipher.Opening cipher) {
      if (rows.isEmpty()) {
        return new Units(null, List.of());
      }
      // The event salt is under the key of the last unit: with whatever of the payload is erased
      // alone it goes, and its key with it.
      Content salt =
          content(index, rows.getFirst(), rows.getLast(), Column.EVENT_SALT, "event_salt", cipher);
      List<UnitRow> units = new ArrayList<>(rows.size());
      for (Row row : rows) {
        units.add(unit(index, row, units.isEmpty() ? salt.unreadable() : null, cipher));
      }
      return new Units(salt(salt.bytes()), units);
    }

    /// The entry with these units.
    PayloadRow row(EntryRow entry) {
      return new PayloadRow(entry, eventSalt, units);
    }

    /// @param alsoUnreadable what is wrong with the event salt in the same row
    private static UnitRow unit(
        long index, Row row, @Nullable Unreadable alsoUnreadable, PayloadCipher.Opening cipher) {
      Content salt = content(index, row, row, Column.SALT, "salt", cipher);
      Content value = content(index, row, row, Column.VALUE, "value", cipher);
      Unreadable unreadable = salt.unreadable();
      unreadable = unreadable == null ? value.unreadable() : unreadable;
      unreadable = unreadable == null ? alsoUnreadable : unreadable;
      int number = row.getInteger("unit");
      Long erasedBy = row.getLong("erased_by");
      String pointer = row.getString("pointer");
      Digest digest = Columns.digest(row, "digest");
      if (unreadable != null) {
        return new UnitRow(number, pointer, digest, null, null, erasedBy, unreadable);
      }
      return new UnitRow(number, pointer, digest, salt(salt.bytes()), value.bytes(), erasedBy);
    }

    /// @param keyRow names the data key
    private static Content content(
        long index, Row row, Row keyRow, Column column, String name, PayloadCipher.Opening cipher) {
      Buffer stored = row.getBuffer(name);
      if (stored == null) {
        return new Content(null, null);
      }
      Bytes bytes = Columns.bytes(row, name);
      String method = row.getString("cipher");
      UUID key = keyRow.getUUID("data_key_id");
      if (method == null) {
        return new Content(bytes, null);
      }
      if (!method.equals(PayloadCipher.NAME) || key == null) {
        String why = "it is encrypted by %s under the key %s".formatted(method, key);
        return new Content(null, new Unreadable(false, why));
      }
      return switch (cipher.open(index, row.getInteger("unit"), column, key, bytes)) {
        case Opened.Plain(var plain) -> new Content(plain, null);
        case Opened.KeyDestroyed(var at) ->
            new Content(
                null,
                new Unreadable(
                    true, "its data key was destroyed at %s, after an erasure".formatted(at)));
        case Opened.Faulty(var why) -> new Content(null, new Unreadable(false, why));
      };
    }

    private static @Nullable Salt salt(@Nullable Bytes bytes) {
      return bytes == null ? null : new Salt(bytes);
    }

    /// The salt of the event digest.
    ///
    /// @throws CorruptEntryException if it is gone, or cannot be read
    Salt requireEventSalt(long index) {
      Salt salt = eventSalt;
      if (salt == null) {
        throw new CorruptEntryException("the event salt of entry " + index + " is gone");
      }
      return salt;
    }

    /// The salt of a unit.
    ///
    /// @throws CorruptEntryException if it is gone, or cannot be read
    static Salt requireSalt(long index, UnitRow unit) {
      Salt salt = unit.salt();
      if (salt == null) {
        Unreadable unreadable = unit.unreadable();
        throw new CorruptEntryException(
            "the salt of unit %d of entry %d is gone%s"
                .formatted(
                    unit.number(), index, unreadable == null ? "" : ": " + unreadable.why()));
      }
      return salt;
    }
  }
}
