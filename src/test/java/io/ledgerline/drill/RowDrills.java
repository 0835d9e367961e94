package io.ledgerline.drill;

import static io.ledgerline.drill.Drill.Who.SUPERUSER;
import static io.ledgerline.drill.log.Given.RUNNING;
import static io.ledgerline.drill.log.Given.STOPPED;
import static io.ledgerline.drill.log.Given.WITNESSED;

import io.ledgerline.drill.log.Backup;
import io.ledgerline.drill.log.Sql;
import java.util.List;
import java.util.stream.Stream;

/// What a superuser changes in single rows, with the fence lifted and put back.
final class RowDrills {

  private RowDrills() {}

  static List<Drill> all() {
    return Stream.of(payloads(), erasures(), entries(), head(), beside())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Drill> payloads() {
    return List.of(
        sql(
            "edits a payload: one bit of what is encrypted",
            Detector.SWEEP,
            "UPDATE {unit0} SET value = set_byte(value, 20, get_byte(value, 20) # 1) WHERE index ="
                + " 100"),
        sql(
            "edits a payload: puts another one there in clear",
            Detector.SWEEP,
            "UPDATE {unit0} SET value = '{\"content\":\"forged\"}', salt = digest, event_salt ="
                + " digest, cipher = NULL, data_key_id = NULL, value_size = NULL WHERE index ="
                + " 100"),
        sql(
            "swaps two payloads",
            Detector.SWEEP,
            """
            UPDATE {unit0} u SET value = o.value, salt = o.salt, event_salt = o.event_salt,
              data_key_id = o.data_key_id, digest = o.digest, value_size = o.value_size
            FROM {unit0} o WHERE (u.index, o.index) IN ((100, 101), (101, 100))
            """),
        sql(
            "edits a salt",
            Detector.SWEEP,
            "UPDATE {unit0} SET salt = set_byte(salt, 20, get_byte(salt, 20) # 1) WHERE index ="
                + " 100"),
        sql(
            "edits the digest of a unit",
            Detector.SWEEP,
            "UPDATE {unit0} SET digest = sha256('x') WHERE index = 100"));
  }

  private static List<Drill> erasures() {
    return List.of(
        sql(
            "takes a unit away, as if it were erased",
            Detector.SWEEP,
            "UPDATE {unit1} SET value = NULL, salt = NULL, event_salt = NULL, cipher = NULL,"
                + " data_key_id = NULL, value_size = NULL WHERE index = 271"),
        sql(
            "takes a unit away, and names the erasure of another one",
            Detector.SWEEP,
            "INSERT INTO ledger.erased_unit VALUES ('{log}', 271, 1, 272)",
            "UPDATE {unit1} SET value = NULL, salt = NULL, event_salt = NULL, cipher = NULL,"
                + " data_key_id = NULL, value_size = NULL WHERE index = 271 AND unit = 1",
            "UPDATE {unit1} SET event_salt = NULL WHERE index = 271 AND unit = 0"),
        sql(
            "deletes the row of an erasure",
            Detector.SWEEP,
            "DELETE FROM ledger.erased_unit WHERE log_id = '{log}'"),
        sql(
            "lets the row of an erasure name another entry",
            Detector.SWEEP,
            "UPDATE ledger.erased_unit SET erased_by = 330 WHERE log_id = '{log}'"),
        sql(
            "adds the row of an erasure, so that the fence would let a unit go",
            Detector.SWEEP,
            "INSERT INTO ledger.erased_unit VALUES ('{log}', 271, 1, 272)"),
        sql(
            "puts an erased unit back",
            Detector.SWEEP,
            """
            UPDATE {unit1} u SET value = o.value, salt = o.salt, cipher = o.cipher,
              data_key_id = o.data_key_id, value_size = o.value_size
            FROM {unit1} o WHERE u.index = 270 AND u.unit = 1 AND o.index = 271 AND o.unit = 1
            """));
  }

  private static List<Drill> entries() {
    return List.of(
        sql(
            "edits a leaf and its hash",
            Detector.SWEEP,
            """
            UPDATE {entry0} e SET leaf = o.leaf, leaf_hash = o.leaf_hash
            FROM {entry0} o WHERE e.index = 100 AND o.index = 101
            """),
        sql(
            "edits a chain hash",
            Detector.SWEEP,
            "UPDATE {entry0} SET chain_hash = leaf_hash WHERE index = 100"),
        sql(
            "edits a time of receipt",
            Detector.SWEEP,
            "UPDATE {entry0} SET received_at = received_at - interval '1 day' WHERE index = 100"),
        sql(
            "swaps two rows",
            Detector.SWEEP,
            """
            UPDATE {entry0} e SET leaf = o.leaf, leaf_hash = o.leaf_hash, chain_hash = o.chain_hash,
              received_at = o.received_at
            FROM {entry0} o WHERE (e.index, o.index) IN ((100, 101), (101, 100))
            """),
        sql("deletes a row", Detector.SWEEP, "DELETE FROM {entry0} WHERE index = 100"),
        sql("deletes the last row", Detector.SWEEP, "DELETE FROM {entry1} WHERE index = 339"),
        Drill.of(
            SUPERUSER,
            "deletes the last row",
            STOPPED,
            Detector.START,
            log -> Sql.asSuperuser(log, "DELETE FROM {entry1} WHERE index = 339")),
        sql("truncates a partition", Detector.SWEEP, "TRUNCATE {entry0}, {unit0}"));
  }

  private static List<Drill> head() {
    return List.of(
        Drill.of(
            SUPERUSER,
            "steals the head: sets it back to yesterday's",
            RUNNING,
            Detector.APPEND,
            log -> Sql.asSuperuser(log, Backup.head(log.backup().head(), "epoch"))),
        Drill.of(
            SUPERUSER,
            "steals the head: sets it back to yesterday's",
            STOPPED,
            Detector.START,
            log -> Sql.asSuperuser(log, Backup.head(log.backup().head(), "epoch"))),
        sql(
            "gives the head another chain hash",
            Detector.APPEND,
            "UPDATE ledger.head SET chain_hash = sha256('x') WHERE log_id = '{log}'"),
        sql(
            "edits a checkpoint: another root",
            Detector.SWEEP,
            "UPDATE ledger.checkpoint SET root = sha256('x') WHERE log_id = '{log}' AND size ="
                + " 330"),
        sql(
            "edits a checkpoint: another signed text",
            Detector.SWEEP,
            "UPDATE ledger.checkpoint SET note = replace(note, E'\\n330\\n', E'\\n329\\n') WHERE"
                + " log_id = '{log}' AND size = 330"),
        Drill.unseen(
            SUPERUSER,
            "deletes the checkpoint of an earlier size: it proves nothing any more that the later"
                + " ones do not",
            RUNNING,
            log ->
                Sql.asSuperuser(
                    log, "DELETE FROM ledger.checkpoint WHERE log_id = '{log}' AND size = 300")));
  }

  private static List<Drill> beside() {
    return List.of(
        Drill.unseen(
            SUPERUSER,
            "edits a cosignature: it does not count any more, and the witness is asked again",
            WITNESSED,
            log ->
                Sql.asSuperuser(
                    log,
                    "UPDATE ledger.cosignature SET line = left(line, -8) || 'AAAAAAA=' WHERE"
                        + " log_id = '{log}'")),
        sql(
            "lets the row of a key rotation name another entry",
            Detector.SWEEP,
            "UPDATE ledger.key_rotation SET index = 5 WHERE log_id = '{log}'"),
        Drill.of(
            SUPERUSER,
            "deletes the row of a key rotation",
            RUNNING,
            Detector.SWEEP,
            log -> Sql.asSuperuser(log, "DELETE FROM ledger.key_rotation WHERE log_id = '{log}'")),
        sql(
            "edits the row of a sealed segment",
            Detector.SWEEP,
            "UPDATE ledger.segment SET root = sha256('x') WHERE log_id = '{log}'"),
        sql(
            "deletes the row of a sealed segment",
            Detector.SWEEP,
            "DELETE FROM ledger.segment WHERE log_id = '{log}'"),
        sql(
            "deletes the row of a legal hold",
            Detector.SWEEP,
            "DELETE FROM ledger.hold WHERE log_id = '{log}' AND lifted_by IS NULL"),
        sql(
            "lets a legal hold cover other entries",
            Detector.SWEEP,
            "UPDATE ledger.hold SET first_index = 50, last_index = 60 WHERE log_id = '{log}'"),
        Drill.unseen(
            SUPERUSER,
            "deletes the identity of an event: sent again, it becomes a second entry",
            RUNNING,
            log ->
                Sql.asSuperuser(
                    log, "DELETE FROM ledger.identity WHERE log_id = '{log}' AND index = 100")));
  }

  private static Drill sql(String what, Detector first, String... statements) {
    return Drill.of(SUPERUSER, what, RUNNING, first, log -> Sql.asSuperuser(log, statements));
  }
}
