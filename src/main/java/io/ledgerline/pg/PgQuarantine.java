package io.ledgerline.pg;

import io.ledgerline.entry.LogId;
import io.ledgerline.intake.Quarantine;
import io.ledgerline.intake.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.List;
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
  public Uni<Void> keep(Refusal refusal) {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    return sessions.write(session -> session.persist(new RefusalRecord(log.value(), id, refusal)));
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
