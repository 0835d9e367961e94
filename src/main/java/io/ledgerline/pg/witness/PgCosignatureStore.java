package io.ledgerline.pg.witness;

import io.ledgerline.anchor.witness.CosignatureStore;
import io.ledgerline.entry.LogId;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.NoteSignature;
import io.ledgerline.note.cosignature.Cosignature;
import io.ledgerline.pg.Queries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.stream.Stream;

/// Cosignatures of our checkpoints in PostgreSQL.
///
/// Every method works on any thread.
public final class PgCosignatureStore implements CosignatureStore {

  private final Queries queries;

  /// A store over the pool of the role `ledger_app`.
  public PgCosignatureStore(Pool pool) {
    this.queries = new Queries(pool);
  }

  @Override
  public Uni<Void> keep(LogId log, long size, Cosignature cosignature) {
    return queries
        .rows(
            """
            INSERT INTO ledger.cosignature (log_id, size, cosigner, time_seconds, line)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
            """,
            log.value(),
            size,
            cosignature.key().text(),
            cosignature.timeSeconds(),
            cosignature.line().line())
        .replaceWithVoid();
  }

  @Override
  public Uni<List<Kept>> newest(LogId log, int sizesMax) {
    return queries
        .rows(
            """
            SELECT c.size, c.line FROM ledger.cosignature c
            WHERE c.log_id = $1 AND c.size IN (
              SELECT DISTINCT n.size FROM ledger.cosignature n
              WHERE n.log_id = $1 ORDER BY n.size DESC LIMIT $2)
            ORDER BY c.size DESC
            """,
            log.value(),
            sizesMax)
        .map(rows -> rows.stream().flatMap(PgCosignatureStore::kept).toList());
  }

  /// A line that is none was changed: it counts as little as a false one, and stops nothing.
  private static Stream<Kept> kept(Row row) {
    try {
      return Stream.of(
          new Kept(row.getLong("size"), NoteSignature.parse(row.getString("line").strip())));
    } catch (MalformedNoteException changed) {
      return Stream.empty();
    }
  }
}
