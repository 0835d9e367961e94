package io.ledgerline.pg.vault;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.merkle.Digest;
import io.ledgerline.pg.DetachedSegments;
import io.ledgerline.pg.Queries;
import io.ledgerline.vault.erasure.ErasureRequest;
import io.ledgerline.vault.erasure.ErasureStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// Erasure requests, and what they need to know, in PostgreSQL. Every method works on any thread.
public final class PgErasureStore implements ErasureStore {

  private static final String COLUMNS =
      """
      erasure_id, key_hash, request_hash, requested_at, legal_basis, authorised_by, targets,
        entries, state, reason
      """;

  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 4);

  private final Queries queries;
  private final DetachedSegments detached;

  /// Over the pool of the role `ledger_app`.
  public PgErasureStore(Pool pool) {
    this.queries = new Queries(pool);
    this.detached = new DetachedSegments(queries);
  }

  @Override
  public Uni<Optional<ErasureRequest>> byKey(LogId log, Digest keyHash) {
    return one("key_hash = $2", log.value(), buffer(keyHash));
  }

  @Override
  public Uni<Optional<ErasureRequest>> byId(LogId log, UUID id) {
    return one("erasure_id = $2", log.value(), id);
  }

  private Uni<Optional<ErasureRequest>> one(String condition, Object... parameters) {
    return queries
        .rows(
            "SELECT " + COLUMNS + " FROM ledger.erasure WHERE log_id = $1 AND " + condition,
            parameters)
        .map(found -> found.stream().map(PgErasureStore::request).findFirst());
  }

  @Override
  public Uni<ErasureRequest> keep(LogId log, ErasureRequest request) {
    return queries
        .rows(
            """
            INSERT INTO ledger.erasure (log_id, erasure_id, key_hash, request_hash, requested_at,
              legal_basis, authorised_by, targets)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (log_id, key_hash) DO NOTHING
            """,
            log.value(),
            request.id(),
            buffer(request.keyHash()),
            buffer(request.requestHash()),
            request.requestedAt().atOffset(ZoneOffset.UTC),
            request.legalBasis(),
            request.authorisedBy(),
            text(request.targets()))
        .chain(() -> byKey(log, request.keyHash()))
        .map(Optional::orElseThrow);
  }

  @Override
  public Uni<Void> advance(LogId log, ErasureRequest request) {
    return queries
        .rows(
            """
            UPDATE ledger.erasure SET entries = $3, state = $4, reason = $5
            WHERE log_id = $1 AND erasure_id = $2 AND cardinality(entries) <= cardinality($3)
            """,
            log.value(),
            request.id(),
            request.entries().toArray(Long[]::new),
            request.state().name().toLowerCase(Locale.ROOT),
            request.reason())
        .replaceWithVoid();
  }

  @Override
  public Uni<List<ErasureRequest>> open(LogId log, int countMax) {
    return queries
        .rows(
            "SELECT "
                + COLUMNS
                + """
                 FROM ledger.erasure WHERE log_id = $1 AND state = 'open'
                ORDER BY requested_at LIMIT $2
                """,
            log.value(),
            countMax)
        .map(found -> found.stream().map(PgErasureStore::request).toList());
  }

  @Override
  public Uni<UnitSet> naming(LogId log, Digest subject) {
    return queries
        .rows(
            """
            SELECT index, unit FROM ledger.subject WHERE log_id = $1 AND subject_hash = $2
            """,
            log.value(),
            buffer(subject))
        .map(
            found -> {
              SortedMap<Long, SortedSet<Integer>> units = new TreeMap<>();
              for (Row row : found) {
                units
                    .computeIfAbsent(row.getLong("index"), index -> new TreeSet<>())
                    .add(row.getInteger("unit"));
              }
              return new UnitSet(units);
            });
  }

  @Override
  public Uni<Long> dropRefused(LogId log, Digest subject) {
    return queries
        .rows(
            """
            WITH dropped AS (
              DELETE FROM ledger.quarantine q USING ledger.quarantine_subject s
              WHERE q.log_id = $1 AND s.log_id = q.log_id AND s.refusal_id = q.refusal_id
                AND s.subject_hash = $2
              RETURNING 1)
            SELECT count(*) AS dropped FROM dropped
            """,
            log.value(),
            buffer(subject))
        .map(found -> found.getFirst().getLong("dropped"));
  }

  @Override
  public Uni<SortedMap<Long, Kept>> kept(LogId log, Collection<Long> indices) {
    return queries
        .rows(
            """
            SELECT u.index, u.unit, u.value IS NULL AS erased,
              convert_from(e.leaf, 'UTF8')::jsonb ->> 'producer' = $3 AS of_system
            FROM ledger.unit u
            JOIN ledger.entry e ON e.log_id = u.log_id AND e.index = u.index
            WHERE u.log_id = $1 AND u.index = ANY ($2::bigint[])
            """,
            log.value(),
            indices.toArray(Long[]::new),
            Ledger.SYSTEM_PRODUCER)
        .map(
            found -> {
              SortedMap<Long, Kept> kept = new TreeMap<>();
              for (Row row : found) {
                Kept entry =
                    kept.computeIfAbsent(
                        row.getLong("index"),
                        index ->
                            new Kept(
                                row.getBoolean("of_system"), new TreeSet<>(), new TreeSet<>()));
                (row.getBoolean("erased") ? entry.erased() : entry.left())
                    .add(row.getInteger("unit"));
              }
              return kept;
            })
        .call(
            kept ->
                detached.refuse(
                    log, indices.stream().filter(index -> !kept.containsKey(index)).toList()));
  }

  private static ErasureRequest request(Row row) {
    return new ErasureRequest(
        row.getUUID("erasure_id"),
        digest(row.getBuffer("key_hash")),
        digest(row.getBuffer("request_hash")),
        row.getOffsetDateTime("requested_at").toInstant(),
        row.getString("legal_basis"),
        row.getString("authorised_by"),
        units(row.getString("targets")),
        List.of(row.getArrayOfLongs("entries")),
        ErasureRequest.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("reason"));
  }

  /// As `{"7":[1,2]}`.
  private static String text(UnitSet units) {
    Map<String, JsonValue> entries = new LinkedHashMap<>();
    units
        .byIndex()
        .forEach(
            (index, numbers) ->
                entries.put(
                    Long.toString(index),
                    JsonArray.of(numbers.stream().map(JsonNumber::of).toList())));
    return CanonicalJson.of(JsonObject.of(entries)).toString();
  }

  private static UnitSet units(String text) {
    SortedMap<Long, SortedSet<Integer>> units = new TreeMap<>();
    JsonObject entries = CanonicalJson.parse(Bytes.utf8(text), LIMITS).object();
    for (String index : entries.members().keySet()) {
      SortedSet<Integer> numbers = new TreeSet<>();
      for (JsonValue number : entries.array(index)) {
        if (number instanceof JsonNumber unit) {
          unit.integer().ifPresent(n -> numbers.add(Math.toIntExact(n)));
        }
      }
      units.put(Long.valueOf(index), numbers);
    }
    return new UnitSet(units);
  }

  private static Buffer buffer(Digest digest) {
    return Buffer.buffer(digest.toArray());
  }

  private static Digest digest(Buffer bytes) {
    return Digest.of(bytes.getBytes(0, bytes.length()));
  }
}
