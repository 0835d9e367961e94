package io.ledgerline.pg;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.intake.Quarantine;
import io.ledgerline.intake.Refusal;
import io.ledgerline.merkle.Digest;
import io.ledgerline.vault.keys.Opened;
import io.ledgerline.vault.keys.PayloadCipher;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Refused events in PostgreSQL, their bodies encrypted, limited in bytes. Their age is the
/// retention's.
///
/// Every method works on any thread.
public final class PgQuarantine implements Quarantine {

  private static final System.Logger LOG = System.getLogger(PgQuarantine.class.getName());

  /// What a row takes beside its body, so that empty bodies are limited too.
  private static final int ROW_BYTES = 1_024;

  /// Between two trims this part of the limit may come at most.
  private static final int TRIM_PART = 16;

  private static final String TRIM =
      """
      WITH dropped AS (
        DELETE FROM ledger.quarantine q
        WHERE q.log_id = $1 AND q.refusal_id IN (
          SELECT s.refusal_id FROM (
            SELECT r.refusal_id,
              sum(octet_length(r.body) + octet_length(r.violations) + $3::bigint)
                OVER (ORDER BY r.refused_at DESC, r.refusal_id) AS through
            FROM ledger.quarantine r WHERE r.log_id = $1
          ) s WHERE s.through > $2)
        RETURNING 1
      )
      SELECT count(*) AS dropped FROM dropped
      """;

  private final Sessions sessions;
  private final Queries queries;
  private final LogId log;
  private final PayloadCipher cipher;
  private final long bytesMax;
  private final RandomGenerator random;
  private final AtomicLong keptBytes = new AtomicLong();

  /// The quarantine of one log, over sessions and the pool of the role `ledger_app`.
  ///
  /// @param bytesMax how much is kept: bodies, and 1 KiB for each; the oldest go. Exceeded by a
  ///   sixteenth at most by each replica
  /// @param random of the rows' ids; thread-safe
  public PgQuarantine(
      Sessions sessions,
      Pool pool,
      LogId log,
      PayloadCipher cipher,
      long bytesMax,
      RandomGenerator random) {
    this.sessions = sessions;
    this.queries = new Queries(pool);
    this.log = log;
    this.cipher = cipher;
    this.bytesMax = bytesMax;
    this.random = random;
  }

  @Override
  public Uni<Void> keep(Refusal refusal, Set<Digest> subjects) {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    return Uni.createFrom()
        .item(() -> cipher.sealing(log).seal(id, refusal.body()))
        .chain(
            cipherText -> keep(new RefusalRecord(log.value(), id, refusal, cipherText), subjects))
        .call(() -> trimAfter((long) ROW_BYTES + refusal.body().size()));
  }

  private Uni<Void> keep(RefusalRecord row, Set<Digest> subjects) {
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
                            .setParameter("id", row.id())
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
        .emitOn(Infrastructure.getDefaultExecutor())
        .map(
            found -> {
              PayloadCipher.Opening opening = cipher.opening(log);
              return found.stream().map(r -> r.refusal(body(r, opening))).toList();
            });
  }

  /// Drops the oldest of what is too much.
  ///
  /// @return how many refusals
  Uni<Long> trim() {
    return Uni.createFrom()
        .deferred(
            () -> {
              keptBytes.set(0);
              return queries.rows(TRIM, log.value(), bytesMax, (long) ROW_BYTES);
            })
        .map(found -> found.getFirst().getLong("dropped"))
        .invoke(
            dropped -> {
              if (dropped > 0) {
                LOG.log(
                    Level.WARNING,
                    "{0} refused events dropped, the oldest: there were too many",
                    dropped);
              }
            });
  }

  /// Trims now and then; what fails is tried again later.
  private Uni<Void> trimAfter(long bytes) {
    if (keptBytes.addAndGet(bytes) < bytesMax / TRIM_PART) {
      return Uni.createFrom().voidItem();
    }
    return trim()
        .replaceWithVoid()
        .onFailure()
        .recoverWithUni(
            failure -> {
              LOG.log(Level.WARNING, "the quarantine could not be trimmed", failure);
              return Uni.createFrom().voidItem();
            });
  }

  /// What was sent, or in its place why nobody can read it.
  private static Bytes body(RefusalRecord stored, PayloadCipher.Opening opening) {
    UUID key = stored.key();
    if (key == null) {
      return stored.stored();
    }
    return switch (opening.open(stored.id(), key, stored.stored())) {
      case Opened.Plain(var plain) -> plain;
      case Opened.KeyDestroyed(var at) ->
          Bytes.utf8("(cannot be read: the data key was destroyed at " + at + ")");
      case Opened.Faulty(var why) -> Bytes.utf8("(cannot be read: " + why + ")");
    };
  }
}
