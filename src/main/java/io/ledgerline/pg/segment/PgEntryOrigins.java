package io.ledgerline.pg.segment;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Submission.Mark;
import io.ledgerline.merkle.Digest;
import io.ledgerline.pg.Queries;
import io.ledgerline.segment.archive.EntryOrigin;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What PostgreSQL keeps of entries beside leaf and payload. Works on any thread.
public final class PgEntryOrigins implements EntryOrigin.Store {

  private static final String IDENTITIES =
      """
      SELECT i.index, i.key_hash, i.content_hash, u.retention_class
      FROM ledger.identity i
      JOIN ledger.unit u ON u.log_id = i.log_id AND u.index = i.index AND u.unit = 0
      WHERE i.log_id = $1 AND i.index >= $2 AND i.index < $3
        AND u.log_id = $1 AND u.index >= $2 AND u.index < $3
      ORDER BY i.index
      """;

  private static final String SUBJECTS =
      """
      SELECT index, unit, subject_hash FROM ledger.subject
      WHERE log_id = $1 AND index >= $2 AND index < $3 ORDER BY index, unit, subject_hash
      """;

  private final Queries queries;

  /// Over the pool of the role `ledger_app`.
  public PgEntryOrigins(Pool pool) {
    this.queries = new Queries(pool);
  }

  @Override
  public Uni<List<EntryOrigin>> page(LogId log, long from, long before) {
    return queries
        .rows(SUBJECTS, log.value(), from, before)
        .map(PgEntryOrigins::marks)
        .chain(
            marks ->
                queries
                    .rows(IDENTITIES, log.value(), from, before)
                    .map(found -> found.stream().map(row -> origin(row, marks)).toList()));
  }

  private static Map<Long, List<Mark>> marks(List<Row> rows) {
    Map<Long, List<Mark>> marks = new TreeMap<>();
    rows.forEach(
        row ->
            marks
                .computeIfAbsent(row.getLong("index"), index -> new ArrayList<>())
                .add(new Mark(digest(row, "subject_hash"), row.getInteger("unit"))));
    return marks;
  }

  private static EntryOrigin origin(Row row, Map<Long, List<Mark>> marks) {
    long index = row.getLong("index");
    return new EntryOrigin(
        index,
        row.getString("retention_class"),
        digest(row, "key_hash"),
        digest(row, "content_hash"),
        marks.getOrDefault(index, List.of()));
  }

  private static Digest digest(Row row, String column) {
    Buffer buffer = row.getBuffer(column);
    return Digest.of(buffer.getBytes(0, buffer.length()));
  }
}
