package io.ledgerline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.bench.driver.EventDriver;
import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What events take on the disk: the packaged program takes the demo's Spark events, each round
/// with fresh run ids, until there are enough, and follows them into the graph; then every table,
/// its indexes, tiles, graph and data keys are weighed, less what they weighed when the log was
/// empty.
class SizeBench {

  private static final int EVENTS = Integer.getInteger("ledgerline.bench.events", 100_000);
  private static final int CONNECTIONS = 32;
  private static final int ROUND_SECONDS = 10;
  private static final Duration FOLLOWED_MAX = Duration.ofMinutes(30);
  private static final String ENTRIES = "entries";
  private static final double MILLION = 1e6;
  private static final double MIB = 1 << 20;

  /// The size of a table, of its indexes, and of what lies beside its rows, over its partitions.
  private static final String TABLES =
      """
      SELECT c.relname AS name, sum(pg_relation_size(t.relid)) AS rows,
        sum(pg_indexes_size(t.relid)) AS indexes,
        sum(pg_total_relation_size(t.relid)) AS total
      FROM pg_class c CROSS JOIN LATERAL (
        SELECT c.oid AS relid
        UNION ALL
        SELECT i.inhrelid FROM pg_inherits i WHERE i.inhparent = c.oid) AS t
      WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition
      GROUP BY c.relname ORDER BY c.relname
      """;

  private final Figures figures = new Figures("size");

  @Test
  void bytesOfAMillionEvents() throws IOException {
    Path home = Files.createTempDirectory("ledgerline-bench").resolve("home");
    try (ServiceProcess service = ServiceProcess.start(home)) {
      SortedMap<String, Long> before = weighed(home);
      send(service, home);
      service.await(
          () -> service.get("/q/health/ready").body().matches("(?s).*\"lag_entries\": 0\\b.*"),
          FOLLOWED_MAX);
      SortedMap<String, Long> after = weighed(home);
      long sent = after.remove(ENTRIES) - before.get(ENTRIES);
      assertThat(sent).isGreaterThanOrEqualTo(EVENTS);
      figures.setting("events_measured", sent);
      figures.setting(
          "event_bytes_mean",
          Math.round(RealPayloads.lines().stream().mapToInt(String::length).average().orElse(0)));
      figures.setting("per_million", "computed from the measured events, in MiB");
      for (Map.Entry<String, Long> each : after.entrySet()) {
        long bytes = each.getValue() - before.getOrDefault(each.getKey(), 0L);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("bytes", bytes);
        result.put("bytes_per_event", Figures.rounded((double) bytes / sent));
        result.put("mib_per_million", Math.round(bytes * (MILLION / sent) / MIB));
        figures.put(each.getKey(), result);
      }
    }
  }

  private static void send(ServiceProcess service, Path home) throws IOException {
    String key = Files.readString(home.resolve("keys/admin.key")).strip();
    List<String> lines = RealPayloads.lines();
    long sent = 0;
    try (EventDriver driver = new EventDriver(service.port(), key, CONNECTIONS)) {
      while (sent < EVENTS) {
        // One that was refused takes no room; one whose answer was late does: the entries are
        // counted.
        sent += driver.send(lines, ROUND_SECONDS).events();
      }
    }
  }

  private static SortedMap<String, Long> weighed(Path home) throws IOException {
    SortedMap<String, Long> weighed = new TreeMap<>();
    for (String directory : List.of("tiles", "graph", "datakeys")) {
      weighed.put("files_" + directory, bytes(home.resolve(directory)));
    }
    String port = Files.readString(home.resolve("pg/port")).strip();
    String password = Files.readString(home.resolve("keys/postgresql-app")).strip();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/ledgerline", "ledger_app", password);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TABLES)) {
      while (row.next()) {
        String name = "table_" + row.getString("name");
        if (row.getLong("total") > MIB) {
          weighed.put(name + "_rows", row.getLong("rows"));
          weighed.put(name + "_indexes", row.getLong("indexes"));
          weighed.put(
              name + "_beside_rows",
              row.getLong("total") - row.getLong("rows") - row.getLong("indexes"));
        }
        weighed.merge("tables_total", row.getLong("total"), Long::sum);
      }
      try (ResultSet head = statement.executeQuery("SELECT size FROM ledger.head")) {
        head.next();
        weighed.put(ENTRIES, head.getLong(1));
      }
    } catch (SQLException refused) {
      throw new IOException(refused);
    }
    return weighed;
  }

  private static long bytes(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(SizeBench::size).sum();
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
