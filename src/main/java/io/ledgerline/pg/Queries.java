package io.ledgerline.pg;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/// Prepared statements on the pool, each a transaction of its own.
///
/// The connection is taken from the pool by hand: `Pool.preparedQuery` leaves a timer behind where
/// the database does not answer, which then fails for each request a second time, in the log
/// (Vert.x SQL client 4.5.23, its issue 1706).
public final class Queries {

  private final Pool pool;

  /// Statements on a pool.
  public Queries(Pool pool) {
    this.pool = pool;
  }

  /// The rows that a statement answers.
  public Uni<List<Row>> rows(String sql, Object... parameters) {
    return rows(sql, Tuple.wrap(parameters));
  }

  /// The rows that a statement answers.
  public Uni<List<Row>> rows(String sql, Tuple parameters) {
    return pool.withConnection(
            connection ->
                connection
                    .preparedQuery(sql)
                    .execute(io.vertx.mutiny.sqlclient.Tuple.newInstance(parameters)))
        .map(
            found -> {
              List<Row> rows = new ArrayList<>(found.size());
              found.forEach(row -> rows.add(row.getDelegate()));
              return rows;
            });
  }
}
