package io.ledgerline.pg;

import io.ledgerline.entry.LogId;
import io.ledgerline.intake.Quarantine;
import io.ledgerline.intake.Refusal;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Refused events in PostgreSQL.
///
/// Every method works on any thread.
public final class PgQuarantine implements Quarantine {

  private final Sessions sessions;
  private final LogId log;
  private final RandomGenerator random;

  /// The quarantine of one log, over sessions of the role `ledger_app`.
  ///
  /// @param random of the rows' ids; thread-safe
  public PgQuarantine(Sessions sessions, LogId log, RandomGenerator random) {
    this.sessions = sessions;
    this.log = log;
    this.random = random;
  }

  @Override
  public Uni<Void> keep(Refusal refusal, Set<Digest> subjects) {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    RefusalRecord row = new RefusalRecord(log.value(), id, refusal);
    return sessions.write(
        session -> {
          Uni<Void> kept = session.persist(row).chain(session::flush);
          for (Digest subject : subjects) {
            kept =
                kept.chain(
                    () ->
                        session
                            .createNativeQuery(
                                """
                                INSERT INTO ledger.quarantine_subject
                                  (log_id, subject_hash, refusal_id)
                                VALUES (:log, :subject, :id)
                                """)
                            .setParameter("log", log.value())
                            .setParameter("subject", subject.toArray())
                            .setParameter("id", id)
                            .executeUpdate()
                            .replaceWithVoid());
          }
          return kept;
        });
  }

  @Override
  public Uni<List<Refusal>> newest(int countMax) {
    return sessions
        .read(
            session ->
                session
                    .createSelectionQuery(
                        "from RefusalRecord r where r.log = :log order by r.refusedAt desc, r.id",
                        RefusalRecord.class)
                    .setParameter("log", log.value())
                    .setMaxResults(countMax)
                    .getResultList())
        .map(found -> found.stream().map(RefusalRecord::refusal).toList());
  }
}
