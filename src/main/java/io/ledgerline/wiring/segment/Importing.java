package io.ledgerline.wiring.segment;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.pg.IdentityKey;
import io.ledgerline.rotation.RotationStore;
import io.ledgerline.segment.SegmentStore;
import io.ledgerline.segment.archive.ArchiveException;
import io.ledgerline.segment.archive.ExportedLog;
import io.ledgerline.segment.archive.LogImport;
import io.ledgerline.vault.hold.HoldStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/// The import that `./ledgerline import` asks for: before the log is opened.
///
/// @param entries a store that keeps identities as it is handed them
/// @param rotations where the log passed to other keys
/// @param legal holds
/// @param segments which are sealed
/// @param identityKey the one that the exported log's identities are kept under
public record Importing(
    EntryStore entries,
    CheckpointStore checkpoints,
    RotationStore rotations,
    HoldStore legal,
    SegmentStore segments,
    IdentityKey identityKey,
    RandomGenerator random) {

  /// The system property with the directory. Not below `ledgerline.`: it is no setting.
  public static final String DIRECTORY = "io.ledgerline.import.directory";

  private static final Logger LOG = Logger.getLogger(Importing.class);
  private static final long TOLD_EACH = 1 << 14;

  /// Imports, if this process was started for that.
  ///
  /// @param keyOf the log's key, by its origin
  /// @throws CannotStartException if the export cannot be imported
  public void run(Function<String, VerifierKey> keyOf) {
    Optional.ofNullable(System.getProperty(DIRECTORY))
        .ifPresent(directory -> run(Path.of(directory), keyOf));
  }

  private void run(Path directory, Function<String, VerifierKey> keyOf) {
    try {
      ExportedLog exported = ExportedLog.open(directory, keyOf);
      requireIdentityKey(exported);
      List<String> holds =
          new LogImport(entries, checkpoints, legal, segments, random)
              .run(exported, size -> tell("verified", size), size -> tell("written", size));
      exported
          .history()
          .steps()
          .forEach(
              step ->
                  rotations
                      .keep(
                          exported.genesis().log(),
                          new RotationStore.Kept(step.index(), step.rotation().note()))
                      .await()
                      .indefinitely());
      LOG.infof("%d entries are imported from %s", exported.size(), directory);
      if (!holds.isEmpty()) {
        LOG.infof("these legal holds are in force: %s", holds);
      }
    } catch (ArchiveException refused) {
      throw new CannotStartException("cannot import: " + refused.getMessage(), refused);
    }
  }

  /// Under another key, what producers send again would become entries again.
  private void requireIdentityKey(ExportedLog exported) {
    Genesis genesis = exported.genesis();
    Identity first =
        Identity.ofSystem(
            genesis.tenant(), Genesis.TYPE, genesis.log().toString(), genesis.toJson().object());
    if (!identityKey.isKept(first, exported.firstKeyHash())) {
      throw new CannotStartException(
          "cannot import: keys/identity.key is not the one of the exported log; without it, events"
              + " that are sent again would become entries again");
    }
  }

  private static void tell(String what, long size) {
    if (size % TOLD_EACH == 0) {
      LOG.infof("%d entries %s", size, what);
    }
  }
}
