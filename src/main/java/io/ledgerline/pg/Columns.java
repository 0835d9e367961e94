package io.ledgerline.pg;

import io.ledgerline.canon.Bytes;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.merkle.Digest;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/// Columns of a row as our types.
final class Columns {

  private Columns() {}

  /// The columns of an entry.
  static EntryRow entry(Row row) {
    return new EntryRow(
        row.getLong("index"),
        row.getOffsetDateTime("received_at").toInstant(),
        bytes(row, "leaf"),
        digest(row, "leaf_hash"),
        digest(row, "chain_hash"));
  }

  static Bytes bytes(Row row, String column) {
    return bytes(row.getBuffer(column));
  }

  static Digest digest(Row row, String column) {
    return Digest.of(bytes(row, column).toArray());
  }

  private static Bytes bytes(Buffer buffer) {
    return Bytes.owned(buffer.getBytes(0, buffer.length()));
  }
}
