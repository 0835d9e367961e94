package io.ledgerline.pg.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.pg.vault.PgHoldStore;
import io.ledgerline.segment.Announcement;
import io.ledgerline.segment.DetachmentRows;
import io.ledgerline.segment.InMemorySegmentStore;
import io.ledgerline.segment.SegmentRows;
import io.ledgerline.segment.archive.ExportedLog;
import io.ledgerline.segment.archive.LogImport;
import io.ledgerline.vault.ErasureTargets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log with sealed segments, of which one is announced to be kept elsewhere, is imported; the
/// segments have 256 entries.
class ImportedRowsTest {

  @TempDir private Path directory;

  @Test
  void anImportWritesTheRowsOfSealsAndOfAnAnnouncedArchive() throws IOException {
    // Given
    SegmentedLog first = Detachments.sealed(44, 600);
    long recordedBy = Detachments.announce(first, 0);
    first.ledger().publish().await().indefinitely();
    Archives.write(first.ledger(), Archives.ofPg(first), directory);
    InMemoryEntryStore entries = new InMemoryEntryStore();
    CheckpointStore checkpoints = new InMemoryCheckpointStore();
    InMemorySegmentStore rows = new InMemorySegmentStore();

    // When
    imported(entries, checkpoints, rows);
    imported(entries, checkpoints, rows);

    // Then
    assertThat(rows.page(Detachments.id(first), 0, 10).await().indefinitely())
        .hasSize(2)
        .isEqualTo(first.segments().page(Detachments.id(first), 0, 10).await().indefinitely());
    assertThat(rows.announcements(Detachments.id(first)).await().indefinitely())
        .isEqualTo(first.segments().announcements(Detachments.id(first)).await().indefinitely())
        .extracting(Announcement::recordedBy)
        .containsExactly(recordedBy);
    assertThat(
            new LedgerVerification(
                    first.ledger().genesis(), entries, checkpoints, ErasureTargets::of, 10)
                .with(new SegmentRows(rows).and(new DetachmentRows(rows)))
                .run(size -> {})
                .await()
                .indefinitely())
        .isInstanceOf(Verification.Sound.class);
  }

  private void imported(
      InMemoryEntryStore entries, CheckpointStore checkpoints, InMemorySegmentStore segments) {
    new LogImport(
            entries,
            checkpoints,
            new PgHoldStore(TestPostgres.get().pool()),
            segments,
            new Random(1))
        .run(
            ExportedLog.open(directory, origin -> TestLedgers.key().verifierKey()),
            verified -> {},
            written -> {});
  }
}
