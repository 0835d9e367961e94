package io.ledgerline.drill;

import static io.ledgerline.drill.Drill.Who.OWNER;
import static io.ledgerline.drill.log.Given.RUNNING;
import static io.ledgerline.drill.log.Given.STOPPED;

import io.ledgerline.drill.log.DrilledLog;
import io.ledgerline.drill.log.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is done with SQL by the owner of the tables, who can lift the fence.
final class OwnerDrills {

  private OwnerDrills() {}

  static List<Drill> all() {
    return Stream.concat(fence().stream(), functions().stream()).toList();
  }

  private static List<Drill> fence() {
    return List.of(
        Drill.of(
            OWNER,
            "edits, deletes, truncates, as the fence stands",
            RUNNING,
            Detector.FENCE,
            log ->
                Sql.eachRefused(
                    Stream.of(
                            "UPDATE {entry0} SET chain_hash = leaf_hash",
                            "UPDATE {unit0} SET salt = NULL, value = NULL",
                            "DELETE FROM {entry0} WHERE index = 100",
                            "TRUNCATE {entry0}",
                            "TRUNCATE ledger.checkpoint",
                            "UPDATE ledger.key_rotation SET index = 5",
                            "DELETE FROM ledger.hold",
                            "DELETE FROM ledger.erased_unit",
                            "DELETE FROM ledger.head")
                        .map(statement -> Sql.asOwner(log, statement))
                        .toList())),
        Drill.of(
            OWNER,
            "disables the triggers, where the hardening script ran",
            RUNNING,
            Detector.FENCE,
            OwnerDrills::disableHardened),
        Drill.of(
            OWNER,
            "disables the triggers of a partition, and does nothing yet",
            RUNNING,
            Detector.GAPS,
            log -> {
              log.atEnd(() -> Sql.plain(log, triggers("ENABLE ALWAYS")));
              return Sql.asOwner(log, triggers("DISABLE"));
            }));
  }

  private static List<Drill> functions() {
    return List.of(
        Drill.of(
            OWNER,
            "replaces a trigger by one that never fires",
            RUNNING,
            Detector.GAPS,
            log -> {
              log.atEnd(() -> Sql.plain(log, headTrigger("")));
              return Sql.asOwner(log, headTrigger("WHEN (false)"));
            }),
        Drill.of(
            OWNER,
            "makes the function of the fence do nothing",
            RUNNING,
            Detector.GAPS,
            log -> {
              String made =
                  Sql.value(
                      log, "SELECT pg_get_functiondef('ledger.refuse_change()'::regprocedure)");
              log.atEnd(() -> Sql.plain(log, made));
              return Sql.asOwner(
                  log,
                  """
                  CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger
                  LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'
                  """);
            }),
        Drill.of(
            OWNER,
            "detaches a partition, edits a chain hash, and attaches it again",
            STOPPED,
            Detector.GAPS,
            log -> {
              log.atEnd(() -> Sql.plain(log, triggers("ENABLE ALWAYS")));
              return Sql.asOwner(
                  log,
                  "ALTER TABLE ledger.entry DETACH PARTITION {entry0}",
                  "ALTER TABLE {entry0} DISABLE TRIGGER refuse_statement",
                  "UPDATE {entry0} SET chain_hash = leaf_hash WHERE index = 100",
                  """
                  ALTER TABLE ledger.entry ATTACH PARTITION {entry0}
                  FOR VALUES FROM ('{log}', 0) TO ('{log}', 256)
                  """);
            }));
  }

  private static Optional<String> disableHardened(DrilledLog log) {
    Sql.plain(log, resource("/db/migration/hardening.sql"));
    log.atEnd(
        () ->
            Sql.plain(
                log,
                "DROP EVENT TRIGGER ledger_fence_alter",
                "DROP EVENT TRIGGER ledger_fence_drop",
                "DROP EVENT TRIGGER ledger_fence_rewrite"));
    return Sql.asOwner(log, triggers("DISABLE"));
  }

  private static String[] triggers(String state) {
    return new String[] {
      "ALTER TABLE {entry0} %s TRIGGER refuse_row".formatted(state),
      "ALTER TABLE {entry0} %s TRIGGER refuse_statement".formatted(state)
    };
  }

  private static String[] headTrigger(String condition) {
    return new String[] {
      """
      CREATE OR REPLACE TRIGGER head_forward BEFORE UPDATE ON ledger.head
      FOR EACH ROW %s EXECUTE FUNCTION ledger.head_forward()
      """
          .formatted(condition),
      "ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER head_forward"
    };
  }

  private static String resource(String name) {
    try (InputStream in = OwnerDrills.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError(name + " is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
