package io.ledgerline.pg;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// Published checkpoints in PostgreSQL.
///
/// Every method works on any thread.
public final class PgCheckpointStore implements CheckpointStore {

  private final Sessions sessions;

  /// A store over sessions of the role `ledger_app`.
  public PgCheckpointStore(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<SignedNote> keep(LogId log, Checkpoint checkpoint, SignedNote note) {
    return sessions
        .write(
            session ->
                session
                    .createNativeQuery(
                        """
                        INSERT INTO ledger.checkpoint (log_id, size, root, note)
                        VALUES (:log, :size, :root, :note) ON CONFLICT DO NOTHING
                        """)
                    .setParameter("log", log.value())
                    .setParameter("size", checkpoint.size())
                    .setParameter("root", checkpoint.root().toArray())
                    .setParameter("note", note.render())
                    .executeUpdate())
        .chain(() -> page(log, checkpoint.size(), 1))
        .map(List::getFirst);
  }

  @Override
  public Uni<Optional<SignedNote>> newest(LogId log) {
    return sessions
        .read(
            session ->
                session
                    .createSelectionQuery(
                        "from CheckpointRecord c where c.log = :log order by c.size desc",
                        CheckpointRecord.class)
                    .setParameter("log", log.value())
                    .setMaxResults(1)
                    .getResultList())
        .map(found -> found.stream().findFirst().map(CheckpointRecord::signedNote));
  }

  @Override
  public Uni<List<SignedNote>> page(LogId log, long sizeMin, int countMax) {
    return stored(log, sizeMin, countMax).map(found -> found.stream().map(Stored::signed).toList());
  }

  @Override
  public Uni<List<Stored>> stored(LogId log, long sizeMin, int countMax) {
    return sessions
        .read(
            session ->
                session
                    .createSelectionQuery(
                        """
                        from CheckpointRecord c where c.log = :log and c.size >= :sizeMin
                        order by c.size
                        """,
                        CheckpointRecord.class)
                    .setParameter("log", log.value())
                    .setParameter("sizeMin", sizeMin)
                    .setMaxResults(countMax)
                    .getResultList())
        .map(found -> found.stream().map(CheckpointRecord::stored).toList());
  }
}
