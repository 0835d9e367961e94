package io.ledgerline.pg.witness;

import io.ledgerline.anchor.watch.WatchedStore;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.pg.Queries;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/// What was cosigned of other logs, in PostgreSQL.
///
/// Every method works on any thread.
public final class PgWatchedStore implements WatchedStore {

  private static final String BEGIN =
      """
      INSERT INTO ledger.witnessed (origin, size, root, note) VALUES ($1, $2, $3, $4)
      ON CONFLICT DO NOTHING RETURNING origin
      """;

  private static final String ADVANCE =
      """
      UPDATE ledger.witnessed SET size = $2, root = $3, note = $4
      WHERE origin = $1 AND size = $5 AND root = $6 RETURNING origin
      """;

  private final Queries queries;

  /// A store over the pool of the role `ledger_app`.
  public PgWatchedStore(Pool pool) {
    this.queries = new Queries(pool);
  }

  @Override
  public Uni<Optional<SignedNote>> newest(String origin) {
    return queries
        .rows("SELECT size, root, note FROM ledger.witnessed WHERE origin = $1", origin)
        .map(rows -> rows.stream().findFirst().map(row -> note(origin, row)));
  }

  @Override
  public Uni<Boolean> advance(Optional<Checkpoint> before, Checkpoint next, SignedNote note) {
    Buffer root = buffer(next.root());
    Uni<List<Row>> written =
        before
            .map(
                last ->
                    queries.rows(
                        ADVANCE,
                        next.origin(),
                        next.size(),
                        root,
                        note.render(),
                        last.size(),
                        buffer(last.root())))
            .orElseGet(() -> queries.rows(BEGIN, next.origin(), next.size(), root, note.render()));
    return written.map(rows -> !rows.isEmpty());
  }

  /// The stored note, if size and root beside it are those that it says.
  private static SignedNote note(String origin, Row row) {
    SignedNote note = SignedNote.parse(Bytes.utf8(row.getString("note")).toArray());
    Checkpoint expected = new Checkpoint(origin, row.getLong("size"), root(row));
    if (!Checkpoint.parse(note.text()).equals(expected)) {
      throw new CorruptEntryException("what was cosigned of " + origin + " is another tree");
    }
    return note;
  }

  private static Digest root(Row row) {
    Buffer stored = row.getBuffer("root");
    return Digest.of(stored.getBytes(0, stored.length()));
  }

  private static Buffer buffer(Digest digest) {
    return Buffer.buffer(digest.toArray());
  }
}
