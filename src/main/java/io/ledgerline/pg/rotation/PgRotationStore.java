package io.ledgerline.pg.rotation;

import io.ledgerline.entry.LogId;
import io.ledgerline.note.SignedNote;
import io.ledgerline.pg.Queries;
import io.ledgerline.rotation.RotationStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Key rotations in PostgreSQL.
///
/// Every method works on any thread.
public final class PgRotationStore implements RotationStore {

  private final Queries queries;

  /// A store over the pool of the role `ledger_app`.
  public PgRotationStore(Pool pool) {
    this.queries = new Queries(pool);
  }

  @Override
  public Uni<Void> keep(LogId log, Kept rotation) {
    return queries
        .rows(
            """
            INSERT INTO ledger.key_rotation (log_id, index, note)
            VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
            """,
            log.value(),
            rotation.index(),
            rotation.note().render())
        .replaceWithVoid();
  }

  @Override
  public Uni<List<Kept>> all(LogId log) {
    return queries
        .rows(
            "SELECT k.index, k.note FROM ledger.key_rotation k WHERE k.log_id = $1 ORDER BY"
                + " k.index",
            log.value())
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Kept(
                                row.getLong("index"),
                                SignedNote.parse(
                                    row.getString("note").getBytes(StandardCharsets.UTF_8))))
                    .toList());
  }
}
