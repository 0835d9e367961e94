package io.ledgerline.pg.assurance;

import io.ledgerline.assurance.AssuranceStore;
import io.ledgerline.assurance.FindingFilter;
import io.ledgerline.assurance.FindingRow;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.LogId;
import io.ledgerline.event.system.Finding;
import io.ledgerline.pg.Queries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Findings, and how far the ledger was read for them, in PostgreSQL. Every method works on any
/// thread.
public final class PgAssuranceStore implements AssuranceStore {

  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 20);

  private static final String ADVANCE =
      """
      WITH closing AS (
        SELECT * FROM unnest($10::bigint[], $11::bigint[], $12::timestamptz[])
          AS c (opened_by, closed_by, closed_at)
      ), moved AS (
        INSERT INTO ledger.assurance AS a (log_id, next_index, states)
        SELECT $1::uuid, $3::bigint, $4::text
        WHERE $2::bigint = 0 OR EXISTS (SELECT FROM ledger.assurance WHERE log_id = $1)
        ON CONFLICT (log_id) DO UPDATE
          SET next_index = EXCLUDED.next_index, states = EXCLUDED.states
          WHERE a.next_index = $2
        RETURNING 1
      ), opened AS (
        INSERT INTO ledger.finding
          (log_id, opened_by, opened_at, kind, subject, record, closed_by, closed_at)
        SELECT $1, o.opened_by, o.opened_at, o.kind, o.subject, o.record, c.closed_by, c.closed_at
        FROM unnest($5::bigint[], $6::timestamptz[], $7::text[], $8::text[], $9::text[])
          AS o (opened_by, opened_at, kind, subject, record)
        LEFT JOIN closing c ON c.opened_by = o.opened_by
        WHERE EXISTS (SELECT FROM moved)
        ON CONFLICT (log_id, opened_by) DO NOTHING
      ), closed AS (
        UPDATE ledger.finding f SET closed_by = c.closed_by, closed_at = c.closed_at
        FROM closing c
        WHERE f.log_id = $1 AND f.opened_by = c.opened_by AND f.closed_by IS NULL
          AND EXISTS (SELECT FROM moved)
      )
      SELECT count(*) AS moved FROM moved
      """;

  private final Queries queries;

  /// Over the pool of the role `ledger_app`.
  public PgAssuranceStore(Pool pool) {
    this.queries = new Queries(pool);
  }

  @Override
  public Uni<Progress> progress(LogId log) {
    return queries
        .rows("SELECT next_index, states FROM ledger.assurance WHERE log_id = $1", log.value())
        .map(
            found ->
                found.isEmpty()
                    ? Progress.NOTHING
                    : new Progress(
                        found.getFirst().getLong("next_index"),
                        states(found.getFirst().getString("states"))));
  }

  /// One statement: a finding that is opened and closed on the way is inserted closed.
  @Override
  public Uni<Boolean> advance(LogId log, long from, Progress to, List<Read> findings) {
    Map<Long, Read> closingByOpened = new LinkedHashMap<>();
    findings.forEach(
        read -> read.finding().opened().ifPresent(at -> closingByOpened.put(at, read)));
    List<Read> opening =
        findings.stream().filter(read -> read.finding().opened().isEmpty()).toList();
    opening.forEach(read -> closingByOpened.putIfAbsent(read.entry(), read));
    List<Map.Entry<Long, Read>> closing =
        closingByOpened.entrySet().stream()
            .filter(entry -> entry.getValue().entry() != entry.getKey())
            .toList();
    Tuple parameters =
        Tuple.tuple()
            .addValue(log.value())
            .addValue(from)
            .addValue(to.next())
            .addValue(json(to.states()))
            .addValue(longs(opening.stream().map(Read::entry).toList()))
            .addValue(times(opening.stream().map(Read::receivedAt).toList()))
            .addValue(texts(opening.stream().map(read -> read.finding().kind()).toList()))
            .addValue(
                texts(
                    opening.stream()
                        .map(read -> read.finding().subject().names().getFirst())
                        .toList()))
            .addValue(
                texts(opening.stream().map(read -> read.finding().toJson().toString()).toList()))
            .addValue(longs(closing.stream().map(Map.Entry::getKey).toList()))
            .addValue(longs(closing.stream().map(entry -> entry.getValue().entry()).toList()))
            .addValue(times(closing.stream().map(entry -> entry.getValue().receivedAt()).toList()));
    return queries.rows(ADVANCE, parameters).map(found -> found.getFirst().getLong("moved") == 1);
  }

  @Override
  public Uni<List<FindingRow>> findings(LogId log, FindingFilter filter) {
    return queries
        .rows(
            """
            SELECT opened_by, opened_at, record, closed_by, closed_at FROM ledger.finding
            WHERE log_id = $1 AND opened_by < $2
              AND ($3::boolean IS NULL OR (closed_by IS NULL) = $3)
              AND ($4::text IS NULL OR kind = $4)
              AND ($5::text IS NULL OR subject = $5)
            ORDER BY opened_by DESC LIMIT $6
            """,
            Tuple.tuple()
                .addValue(log.value())
                .addValue(filter.before())
                .addValue(filter.isOpen().orElse(null))
                .addValue(filter.kind().orElse(null))
                .addValue(filter.subject().orElse(null))
                .addValue(filter.countMax()))
        .map(found -> found.stream().map(PgAssuranceStore::finding).toList());
  }

  @Override
  public Uni<SortedMap<String, Long>> open(LogId log) {
    return queries
        .rows(
            """
            SELECT kind, count(*) AS count FROM ledger.finding
            WHERE log_id = $1 AND closed_by IS NULL GROUP BY kind
            """,
            log.value())
        .map(
            found -> {
              SortedMap<String, Long> counts = new TreeMap<>();
              found.forEach(row -> counts.put(row.getString("kind"), row.getLong("count")));
              return counts;
            });
  }

  private static FindingRow finding(Row row) {
    @Nullable Long closedBy = row.getLong("closed_by");
    return new FindingRow(
        row.getLong("opened_by"),
        row.getOffsetDateTime("opened_at").toInstant(),
        Finding.parse(CanonicalJson.parse(Bytes.utf8(row.getString("record")), LIMITS)),
        closedBy == null ? OptionalLong.empty() : OptionalLong.of(closedBy),
        Optional.ofNullable(row.getOffsetDateTime("closed_at")).map(OffsetDateTime::toInstant));
  }

  private static String json(SortedMap<String, String> states) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    states.forEach((name, state) -> fields.put(name, JsonString.of(state)));
    return CanonicalJson.of(JsonObject.of(fields)).toString();
  }

  private static SortedMap<String, String> states(String json) {
    JsonObject object = CanonicalJson.parse(Bytes.utf8(json), LIMITS).object();
    SortedMap<String, String> states = new TreeMap<>();
    object
        .members()
        .keySet()
        .forEach(name -> object.string(name).ifPresent(state -> states.put(name, state)));
    return states;
  }

  private static Long[] longs(List<Long> values) {
    return values.toArray(Long[]::new);
  }

  private static String[] texts(List<String> values) {
    return values.toArray(String[]::new);
  }

  private static OffsetDateTime[] times(List<Instant> values) {
    return values.stream().map(at -> at.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
  }
}
