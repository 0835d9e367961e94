package io.ledgerline.drill;

import static io.ledgerline.drill.Drill.Who.SERVICE;
import static io.ledgerline.drill.log.Given.RUNNING;

import io.ledgerline.drill.log.Backup;
import io.ledgerline.drill.log.DrilledLog;
import io.ledgerline.drill.log.Sql;
import io.ledgerline.ledger.Batch;
import io.ledgerline.ledger.Batches;
import io.ledgerline.ledger.Head;
import io.ledgerline.merkle.Digest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is done with SQL as the role of the service, whom PostgreSQL refuses most.
final class ServiceDrills {

  private ServiceDrills() {}

  static List<Drill> all() {
    return Stream.concat(refused().stream(), passed().stream()).toList();
  }

  private static List<Drill> refused() {
    return List.of(
        Drill.of(
            SERVICE,
            "edits a leaf, a payload or a checkpoint; deletes a row; truncates a partition",
            RUNNING,
            Detector.FENCE,
            log ->
                each(
                    log,
                    "UPDATE ledger.entry SET leaf = leaf WHERE log_id = '{log}' AND index = 100",
                    "UPDATE ledger.unit SET value = '' WHERE log_id = '{log}' AND index = 100",
                    "UPDATE ledger.checkpoint SET note = '' WHERE log_id = '{log}'",
                    "DELETE FROM ledger.entry WHERE log_id = '{log}' AND index = 100",
                    "TRUNCATE {entry0}")),
        Drill.of(
            SERVICE,
            "steals the head: sets it back, ahead of the last entry, or to another epoch",
            RUNNING,
            Detector.FENCE,
            log ->
                each(
                    log,
                    "UPDATE ledger.head SET size = 1, epoch = epoch + 1, frontier ="
                        + " substr(frontier, 1, 32) WHERE log_id = '{log}'",
                    "UPDATE ledger.head SET size = 1024, epoch = epoch + 1, frontier ="
                        + " substr(frontier, 1, 32) WHERE log_id = '{log}'",
                    "UPDATE ledger.head SET epoch = epoch + 7 WHERE log_id = '{log}'")),
        Drill.of(
            SERVICE,
            "erases a unit by the function that erases, and names an entry that is no erasure",
            RUNNING,
            Detector.FENCE,
            log ->
                Sql.asService(log, "SELECT ledger.erase_units('{log}', '{330}', '{100}', '{0}')")),
        Drill.of(
            SERVICE,
            "erases a unit, and names the erasure of another one",
            RUNNING,
            Detector.SWEEP,
            log ->
                Sql.asService(log, "SELECT ledger.erase_units('{log}', '{272}', '{100}', '{0}')")));
  }

  private static List<Drill> passed() {
    return List.of(
        Drill.of(
            SERVICE,
            "inserts a row behind the last entry",
            RUNNING,
            Detector.APPEND,
            log -> Sql.asService(log, entry(next(log)))),
        Drill.of(
            SERVICE,
            "steals the head: appends an entry, and gives the head another tree",
            RUNNING,
            Detector.APPEND,
            log -> {
              Batch batch = next(log);
              return Sql.asService(log, entry(batch), head(batch, true));
            }),
        Drill.of(
            SERVICE,
            "appends an entry without a payload, as the sequencer would otherwise",
            RUNNING,
            Detector.SWEEP,
            log -> {
              Batch batch = next(log);
              return Sql.asService(log, entry(batch), head(batch, false));
            }),
        Drill.unseen(
            SERVICE,
            "appends an entry with its payload, all as the sequencer would: it is an entry, and"
                + " stays one",
            RUNNING,
            log -> {
              Batch batch = next(log);
              return Sql.asService(log, entry(batch), unit(batch), head(batch, false));
            }),
        Drill.of(
            SERVICE,
            "lifts a legal hold in its row, without an entry",
            RUNNING,
            Detector.SWEEP,
            log ->
                Sql.asService(
                    log,
                    "UPDATE ledger.hold SET lifted_by = 339 WHERE log_id = '{log}'"
                        + " AND lifted_by IS NULL")));
  }

  private static Optional<String> each(DrilledLog log, String... statements) {
    return Sql.eachRefused(
        Stream.of(statements).map(statement -> Sql.asService(log, statement)).toList());
  }

  /// One entry behind the last, as the sequencer would seal it.
  private static Batch next(DrilledLog log) {
    Head head = log.entries().head(log.log()).await().indefinitely();
    return Batches.of(head, "by hand");
  }

  private static String entry(Batch batch) {
    Batch.Line line = batch.entries().getFirst();
    return "INSERT INTO ledger.entry VALUES ('{log}', %d, '%s', %s, %s, %s)"
        .formatted(
            line.index(),
            batch.after().receivedAt(),
            Backup.hex(line.leaf().json().bytes().toArray()),
            Backup.hex(line.leafHash()),
            Backup.hex(line.chainHash()));
  }

  private static String unit(Batch batch) {
    Batch.Line line = batch.entries().getFirst();
    var payload = line.submission().payload();
    var unit = payload.units().getFirst();
    return """
    INSERT INTO ledger.unit (log_id, index, unit, pointer, digest, event_salt, salt, value,
      retention_class)
    VALUES ('{log}', %d, 0, '', %s, %s, %s, %s, 'log')
    """
        .formatted(
            line.index(),
            Backup.hex(unit.digest()),
            Backup.hex(payload.eventSalt().bytes().toArray()),
            Backup.hex(unit.salt().bytes().toArray()),
            Backup.hex(unit.value().toArray()));
  }

  private static String head(Batch batch, boolean isOther) {
    byte[] frontier = batch.after().frontier().toArray();
    if (isOther) {
      Digest other = Digest.ofLeaf(Digest.EMPTY_ROOT);
      System.arraycopy(other.toArray(), 0, frontier, 0, Digest.SIZE_BYTES);
    }
    return """
    UPDATE ledger.head SET size = %d, chain_hash = %s, frontier = '\\x%s', epoch = epoch + 1
    WHERE log_id = '{log}'
    """
        .formatted(
            batch.after().size(),
            Backup.hex(batch.after().chainHash()),
            HexFormat.of().formatHex(frontier));
  }
}
