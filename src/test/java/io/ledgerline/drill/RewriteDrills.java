package io.ledgerline.drill;

import static io.ledgerline.drill.Drill.Who.KEY_HOLDER;
import static io.ledgerline.drill.Drill.Who.SUPERUSER;
import static io.ledgerline.drill.log.Given.ALONE;
import static io.ledgerline.drill.log.Given.RUNNING;
import static io.ledgerline.drill.log.Given.STOPPED;
import static io.ledgerline.drill.log.Given.WATCHED;
import static io.ledgerline.drill.log.Given.WITNESSED;

import io.ledgerline.anchor.witness.AddCheckpoint;
import io.ledgerline.drill.log.Backup;
import io.ledgerline.drill.log.DrilledLog;
import io.ledgerline.drill.log.Forgery;
import io.ledgerline.drill.log.Recipe;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whole histories in the place of the log's: rewritten, restored, or grown beside it.
final class RewriteDrills {

  private static final String REWRITES =
      "rewrites everything from entry 100 on, consistently: payloads, leaves, chain, head, seals,"
          + " sweeps";

  private RewriteDrills() {}

  static List<Drill> all() {
    return Stream.of(rewritten(), restored(), beside()).flatMap(List::stream).toList();
  }

  private static List<Drill> rewritten() {
    return List.of(
        Drill.of(
            SUPERUSER,
            REWRITES + "; deletes the checkpoints",
            RUNNING,
            Detector.APPEND,
            log -> Forgery.of(log).replace(log, false)),
        Drill.of(
            SUPERUSER,
            REWRITES + "; deletes the checkpoints",
            ALONE,
            Detector.GUARD,
            log -> Forgery.of(log).replace(log, false)),
        Drill.of(
            SUPERUSER,
            REWRITES + "; deletes the checkpoints, and the tiles",
            STOPPED,
            Detector.GUARD,
            log -> rewrite(log, false)),
        Drill.of(
            SUPERUSER,
            REWRITES + "; deletes the checkpoints and the tiles: the service signs it itself",
            ALONE,
            Detector.VERIFY_FROM,
            log -> rewrite(log, false)),
        Drill.of(
            KEY_HOLDER,
            REWRITES + "; signs it, and deletes the tiles",
            STOPPED,
            Detector.GUARD,
            log -> rewrite(log, true)),
        Drill.of(
            KEY_HOLDER,
            REWRITES + "; signs it, and deletes the tiles",
            WITNESSED,
            Detector.WITNESS,
            log -> rewrite(log, true)),
        Drill.of(
            KEY_HOLDER,
            REWRITES + "; signs it, and deletes the tiles",
            ALONE,
            Detector.VERIFY_FROM,
            log -> rewrite(log, true)));
  }

  private static List<Drill> restored() {
    return List.of(
        Drill.of(
            SUPERUSER,
            "restores yesterday's backup of the database",
            RUNNING,
            Detector.APPEND,
            log -> log.backup().restore(log)),
        Drill.of(
            SUPERUSER,
            "restores yesterday's backup of the database",
            STOPPED,
            Detector.GUARD,
            log -> log.backup().restore(log)),
        Drill.of(
            SUPERUSER,
            "restores yesterday's backup of the database, and deletes the tiles",
            WITNESSED,
            Detector.WITNESS,
            log -> restore(log, log.backup())),
        Drill.of(
            SUPERUSER,
            "restores yesterday's backup of the database, and deletes the tiles",
            ALONE,
            Detector.VERIFY_FROM,
            log -> restore(log, log.backup())),
        Drill.of(
            SUPERUSER,
            "takes away what came after the newest anchor, and deletes the tiles",
            STOPPED,
            Detector.VERIFY_FROM,
            log -> restore(log, log.backupAtAnchor())),
        Drill.of(
            SUPERUSER,
            "takes away the same, after an anchor of it was kept",
            STOPPED,
            Detector.GUARD,
            log -> {
              log.keepAnchor(log.ledger());
              return restore(log, log.backupAtAnchor());
            }),
        Drill.of(
            KEY_HOLDER,
            "puts other entries in the place of those after the newest anchor, and signs them",
            STOPPED,
            Detector.VERIFY_FROM,
            RewriteDrills::otherEnd),
        Drill.of(
            KEY_HOLDER,
            "puts others in their place, after an anchor of them was kept",
            STOPPED,
            Detector.GUARD,
            log -> {
              log.keepAnchor(log.ledger());
              return otherEnd(log);
            }));
  }

  private static List<Drill> beside() {
    return List.of(
        Drill.of(
            KEY_HOLDER,
            "runs a copy of the installation beside it, which appends and has the witness cosign",
            WATCHED,
            Detector.WITNESS,
            log -> {
              Ledger copy = copyWithOneMore(log);
              log.witness()
                  .see(
                      new AddCheckpoint(
                              Recipe.TODAY,
                              copy.published()
                                  .consistency(Recipe.TODAY, Recipe.TODAY + 1)
                                  .await()
                                  .indefinitely()
                                  .orElseThrow()
                                  .hashes(),
                              copy.checkpoint().await().indefinitely().orElseThrow())
                          .render());
              return Optional.empty();
            }),
        Drill.of(
            KEY_HOLDER,
            "runs a copy of the installation beside it, which appends and keeps an anchor",
            RUNNING,
            Detector.ANCHOR,
            log -> {
              log.keepAnchor(copyWithOneMore(log));
              return Optional.empty();
            }));
  }

  private static Ledger copyWithOneMore(DrilledLog log) {
    Ledger copy = Forgery.copyOf(log).ledger();
    copy.append(Submissions.of("beside", "beside")).await().indefinitely();
    copy.publish().await().indefinitely();
    return copy;
  }

  private static Optional<String> rewrite(DrilledLog log, boolean isSigned) {
    log.deleteTiles();
    return Forgery.of(log).replace(log, isSigned);
  }

  private static Optional<String> restore(DrilledLog log, Backup backup) {
    log.deleteTiles();
    return backup.restore(log);
  }

  /// The service is what the forger needs to write and to sign: it has the key.
  private static Optional<String> otherEnd(DrilledLog log) {
    restore(log, log.backupAtAnchor());
    Ledger forger = log.openUnguarded();
    for (int i = 0; i < Recipe.TODAY - Recipe.ANCHORED; i++) {
      forger.append(Submissions.of("forged " + i, "forged")).await().indefinitely();
    }
    forger.publish().await().indefinitely();
    forger.close();
    return Optional.empty();
  }
}
