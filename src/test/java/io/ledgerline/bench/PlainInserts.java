package io.ledgerline.bench;

import io.ledgerline.pg.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What PostgreSQL takes without us: one row a transaction, by pgbench, into the same server.
final class PlainInserts {

  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  private final String url;

  /// Makes the table and a role for it.
  PlainInserts(TestPostgres postgres) {
    try (Connection connection = postgres.asSuperuser();
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS public.plain");
      statement.execute("CREATE TABLE public.plain (id bigserial PRIMARY KEY, row bytea NOT NULL)");
      statement.execute(
          "DO $$ BEGIN CREATE ROLE bench LOGIN PASSWORD 'bench';"
              + " EXCEPTION WHEN duplicate_object THEN NULL; END $$");
      statement.execute("GRANT CONNECT ON DATABASE ledgerline TO bench");
      statement.execute("GRANT USAGE ON SCHEMA public TO bench");
      statement.execute("GRANT INSERT ON public.plain TO bench");
      statement.execute("GRANT USAGE ON SEQUENCE public.plain_id_seq TO bench");
      this.url = connection.getMetaData().getURL();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// The process of a server.
  static long postmaster(TestPostgres postgres) {
    try (Connection connection = postgres.asApp();
        var rows = connection.createStatement().executeQuery("SELECT pg_backend_pid()")) {
      rows.next();
      return ProcessHandle.of(rows.getLong(1))
          .flatMap(ProcessHandle::parent)
          .map(ProcessHandle::pid)
          .orElse(0L);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// Rows a second; NaN where there is no pgbench.
  ///
  /// @throws IllegalStateException with what it printed, if it ran and committed nothing
  double rate(int clients, int seconds, int rowBytes) {
    URI address = URI.create(url.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", ""));
    try {
      Path script = Files.createTempFile("plain", ".sql");
      Files.writeString(
          script,
          "INSERT INTO public.plain (row) VALUES (decode(repeat('a7', %d), 'hex'));\n"
              .formatted(rowBytes));
      ProcessBuilder builder =
          new ProcessBuilder(
                  List.of(
                      "pgbench",
                      "-n",
                      "-M",
                      "prepared",
                      "-c",
                      Integer.toString(clients),
                      "-j",
                      "2",
                      "-T",
                      Integer.toString(seconds),
                      "-f",
                      script.toString(),
                      "-h",
                      address.getHost(),
                      "-p",
                      Integer.toString(address.getPort()),
                      "-U",
                      "bench",
                      address.getPath().substring(1)))
              .redirectErrorStream(true);
      builder.environment().put("PGPASSWORD", "bench");
      Process process = builder.start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher rate = RATE.matcher(printed);
      if (!rate.find()) {
        throw new IllegalStateException("pgbench gave no rate, it printed: " + printed);
      }
      return Double.parseDouble(rate.group(1));
    } catch (UncheckedIOException | IOException absent) {
      return Double.NaN;
    }
  }
}
