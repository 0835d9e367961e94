package io.ledgerline.pg;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Batch;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.detach.DetachedRange;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.vault.keys.PayloadCipher;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Entries in PostgreSQL.
///
/// Every method works on any thread. Batches are encrypted where [#append] is called, pages are
/// opened on Mutiny's workers, because that takes time and may read a file; the rest answers on a
/// thread of the pool.
public final class PgEntryStore implements EntryStore {

  private static final String DATA_EXCEPTION_CLASS = "22";
  private static final String RESTRICT_VIOLATION = "23001";
  private static final String NOT_NULL_VIOLATION = "23502";
  private static final String ERASURE_CLASS = "LL";
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String CHECK_VIOLATION = "23514";

  private final Queries queries;
  private final IdentityKey identityKey;
  private final PayloadCipher cipher;
  private final Segments segments;
  private final DetachedSegments detached;

  /// A store over the pool of the role `ledger_app`.
  ///
  /// @param sessions Hibernate Reactive, over the same pool
  /// @param identityKey the same one for ever
  /// @param cipher encrypts payloads, and opens them
  public PgEntryStore(Pool pool, Sessions sessions, IdentityKey identityKey, PayloadCipher cipher) {
    this.queries = new Queries(pool);
    this.identityKey = identityKey;
    this.cipher = cipher;
    this.segments = new Segments(queries);
    this.detached = new DetachedSegments(queries);
  }

  @Override
  public Uni<Genesis> open(Genesis proposed) {
    return queries
        .rows(
            "SELECT ledger.open_log($1, $2, $3) AS genesis",
            proposed.log().value(),
            proposed.tenant(),
            AppendStatement.buffer(proposed.toJson().bytes().toArray()))
        .map(found -> Genesis.parse(Columns.bytes(found.getFirst(), "genesis")))
        .invoke(segments::opened);
  }

  @Override
  public Uni<Head> head(LogId log) {
    return queries
        .rows(
            """
            SELECT size, chain_hash, frontier, received_at, epoch FROM ledger.head
            WHERE log_id = $1
            """,
            log.value())
        .map(
            found -> {
              if (found.isEmpty()) {
                throw new CorruptEntryException("there is no log " + log);
              }
              Row row = found.getFirst();
              return new Head(
                  Frontier.parse(row.getLong("size"), Columns.bytes(row, "frontier").toArray()),
                  Columns.digest(row, "chain_hash"),
                  row.getOffsetDateTime("received_at").toInstant(),
                  row.getLong("epoch"));
            });
  }

  @Override
  public Uni<Written> append(LogId log, Batch batch) {
    return prepared(log, batch)
        .chain(
            statement ->
                queries
                    .rows(statement.sql(), statement.parameters())
                    .map(found -> written(statement, batch, found)))
        .onFailure(PgException.class)
        .recoverWithUni(failure -> refused(log, failure))
        .call(
            written ->
                written instanceof Written.Committed
                    ? segments.entered(log, batch.after().size() - 1)
                    : Uni.createFrom().voidItem());
  }

  /// Encrypts at once.
  private Uni<AppendStatement> prepared(LogId log, Batch batch) {
    try {
      return Uni.createFrom().item(new AppendStatement(log, batch, identityKey, cipher));
    } catch (RuntimeException failure) {
      return Uni.createFrom().failure(failure);
    }
  }

  @Override
  public Uni<Boolean> isCommitted(LogId log, Batch batch) {
    return queries
        .rows(
            """
            SELECT FROM ledger.batch b JOIN ledger.entry e ON e.log_id = b.log_id AND e.index = $3
            WHERE b.log_id = $1 AND b.batch_id = $2 AND e.chain_hash = $4
            """,
            log.value(),
            batch.id(),
            batch.after().size() - 1,
            AppendStatement.buffer(batch.after().chainHash()))
        .map(found -> !found.isEmpty());
  }

  @Override
  public Uni<List<Known>> known(LogId log, List<Identity> identities) {
    Map<Digest, Identity> identitiesByHash = new TreeMap<>();
    identities.forEach(i -> identitiesByHash.put(identityKey.keyHash(i.key()), i));
    return queries
        .rows(
            """
            SELECT key_hash, content_hash, index FROM ledger.identity
            WHERE log_id = $1 AND key_hash = ANY ($2::bytea[])
            """,
            log.value(),
            identitiesByHash.keySet().stream().map(AppendStatement::buffer).toArray(Buffer[]::new))
        .map(
            found -> {
              List<Known> known = new ArrayList<>();
              for (Row row : found) {
                Identity identity = identitiesByHash.get(Columns.digest(row, "key_hash"));
                if (identity != null) {
                  boolean sameContent =
                      Columns.digest(row, "content_hash").equals(identityKey.contentHash(identity));
                  known.add(new Known(identity.key(), row.getLong("index"), sameContent));
                }
              }
              return known;
            });
  }

  @Override
  public Uni<List<Opening>> openings(LogId log, Collection<Long> indices) {
    return queries
        .rows(PayloadRows.OPENINGS, log.value(), indices.toArray(Long[]::new))
        .chain(
            found ->
                detached
                    .here(log, indices, found)
                    .emitOn(Infrastructure.getDefaultExecutor())
                    .map(here -> PayloadRows.openings(found, here, cipher.opening(log))));
  }

  @Override
  public Uni<List<EntryRow>> rows(LogId log, long from, int countMax) {
    return queries
        .rows(
            """
            SELECT index, received_at, leaf, leaf_hash, chain_hash FROM ledger.entry
            WHERE log_id = $1 AND index >= $2 ORDER BY index LIMIT $3
            """,
            log.value(),
            from,
            countMax)
        .map(found -> found.stream().map(row -> Columns.entry(row)).toList())
        .call(
            found ->
                detached.refuse(log, from, found.stream().mapToLong(EntryRow::index).findFirst()));
  }

  @Override
  public Uni<List<PayloadRow>> payloadRows(LogId log, long from, int countMax, long sizeBytesMax) {
    return queries
        .rows(PayloadRows.FITTING, log.value(), from, (long) countMax, sizeBytesMax)
        .chain(
            found ->
                found.isEmpty()
                    ? queries.rows(PayloadRows.BOUNDED, log.value(), from, countMax, sizeBytesMax)
                    : Uni.createFrom().item(found))
        .call(
            found ->
                detached.refuse(
                    log, from, found.stream().mapToLong(row -> row.getLong("index")).findFirst()))
        .emitOn(Infrastructure.getDefaultExecutor())
        .map(found -> PayloadRows.read(found, cipher.opening(log)));
  }

  @Override
  public Uni<List<Digest>> leafHashes(LogId log, long from, int countMax) {
    return queries
        .rows(
            """
            SELECT index, leaf_hash FROM ledger.entry WHERE log_id = $1 AND index >= $2
            ORDER BY index LIMIT $3
            """,
            log.value(),
            from,
            countMax)
        .chain(found -> detached.leafHashes(log, from, countMax, found));
  }

  @Override
  public Uni<List<DetachedRange>> detached(LogId log) {
    return detached.all(log);
  }

  private static Written written(AppendStatement statement, Batch batch, List<Row> found) {
    if (found.getFirst().getLong("moved") == 1) {
      return new Written.Committed();
    }
    List<Known> known = new ArrayList<>();
    for (Row row : found) {
      Buffer keyHash = row.getBuffer("key_hash");
      int place = keyHash == null ? -1 : statement.placeOf(keyHash);
      if (place >= 0) {
        known.add(
            new Known(
                batch.entries().get(place).submission().identity().key(),
                row.getLong("index"),
                statement.hasContent(place, row.getBuffer("content_hash"))));
      }
    }
    // No conditional expression: Quarkus rewrites this class at build time, and to merge two types
    // its build would load them into Maven's JVM, which may be older than our classes.
    if (known.isEmpty()) {
      return new Written.Moved();
    }
    return new Written.Repeats(known);
  }

  /// What a statement that PostgreSQL refused says; nothing was written.
  private Uni<Written> refused(LogId log, PgException refusal) {
    String state = String.valueOf(refusal.getSqlState());
    String message = String.valueOf(refusal.getMessage());
    if (state.equals(UNIQUE_VIOLATION) && "identity".equals(refusal.getTable())) {
      // Another replica was faster with the same identity.
      return Uni.createFrom().item(new Written.Moved());
    }
    if (state.equals(UNIQUE_VIOLATION) || state.equals(RESTRICT_VIOLATION)) {
      return Uni.createFrom().failure(new CorruptEntryException("the store refuses: " + message));
    }
    if (state.equals(CHECK_VIOLATION) && refusal.getConstraint() == null) {
      // PostgreSQL says so, without a constraint, where a row has no partition.
      return segments.open(log).replaceWith(new Written.Moved());
    }
    boolean isRefused =
        state.equals(CHECK_VIOLATION)
            || state.equals(NOT_NULL_VIOLATION)
            || state.startsWith(ERASURE_CLASS)
            || state.startsWith(DATA_EXCEPTION_CLASS);
    return isRefused
        ? Uni.createFrom().item(new Written.Refused(message))
        : Uni.createFrom().failure(refusal);
  }
}
