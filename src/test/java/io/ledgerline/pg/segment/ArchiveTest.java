package io.ledgerline.pg.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Receipt;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.tile.HashTree;
import io.ledgerline.ledger.tile.InMemoryTileStore;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.pg.IdentityKey;
import io.ledgerline.pg.PgEntryStore;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.pg.vault.PgHoldStore;
import io.ledgerline.segment.InMemorySegmentStore;
import io.ledgerline.segment.archive.ArchiveException;
import io.ledgerline.segment.archive.ArchiveWriter;
import io.ledgerline.segment.archive.ExportedLog;
import io.ledgerline.segment.archive.LogExport;
import io.ledgerline.segment.archive.LogImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A log is exported to files and imported elsewhere, with erased units in it; the log's segments
/// have 256 entries.
class ArchiveTest {

  private static final TestPostgres POSTGRES = TestPostgres.get();

  @TempDir private Path directory;

  @Test
  void everyReceiptAndProofOfTheFirstLogVerifiesAgainstTheSecond() throws IOException {
    // Given
    SegmentedLog first = SegmentedLog.open(20, 1);
    List<Receipt> receipts = Archives.filled(first.ledger(), 600);
    first.sealing().run().await().indefinitely();
    first.ledger().publish().await().indefinitely();
    Archives.write(first.ledger(), Archives.ofPg(first), directory);
    InMemoryEntryStore entries = new InMemoryEntryStore();
    CheckpointStore checkpoints = new InMemoryCheckpointStore();

    // When
    imported(entries, checkpoints);
    HashTree second =
        HashTree.open(
                log(first), Archives.leaves(entries, log(first)), new InMemoryTileStore(), 604)
            .await()
            .indefinitely();

    // Then
    assertThat(checkpoints.newest(log(first)).await().indefinitely())
        .isEqualTo(first.ledger().checkpoint().await().indefinitely());
    assertThat(receipts).hasSize(599).allMatch(r -> Archives.leafOf(entries, r).equals(r.leaf()));
    for (SignedNote note : POSTGRES.checkpoints().page(log(first), 1, 100).await().indefinitely()) {
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      for (long index : List.of(0L, 1L, 100L, 255L, 256L, 300L, 603L)) {
        if (index < checkpoint.size()) {
          assertThat(
                  second
                      .proof(index, checkpoint.size(), checkpoint.root())
                      .await()
                      .indefinitely()
                      .hashes())
              .isEqualTo(
                  first
                      .ledger()
                      .published()
                      .proof(index, note)
                      .await()
                      .indefinitely()
                      .orElseThrow()
                      .hashes());
        }
      }
    }
    Archives.assertSound(first.ledger().genesis(), entries, checkpoints);
  }

  @Test
  void anImportKeepsIdentitiesAndErasures() throws IOException {
    // Given
    InMemoryEntryStore memory = new InMemoryEntryStore();
    CheckpointStore published = new InMemoryCheckpointStore();
    Genesis genesis = SegmentedLog.genesis(21);
    Ledger first =
        Ledger.open(genesis, TestLedgers.setup(memory, published)).await().indefinitely();
    Archives.filled(first, 300);
    LogExport export =
        new LogExport(
            first,
            new LogExport.Stores(
                memory,
                Archives.origins(memory),
                published,
                new PgSegmentStore(POSTGRES.pool()),
                new PgHoldStore(POSTGRES.pool())),
            1 << 20);
    Archives.write(first, export, directory);
    EntryStore entries =
        new PgEntryStore(
            POSTGRES.pool(), POSTGRES.sessions(), IdentityKey.none(), POSTGRES.cipher());

    // When
    imported(entries, POSTGRES.checkpoints());
    Ledger second =
        Ledger.open(genesis, TestLedgers.setup(entries, POSTGRES.checkpoints()))
            .await()
            .indefinitely();

    // Then
    assertThat(second.size()).isEqualTo(first.size());
    assertThat(second.append(Submissions.cut("event 7")).await().indefinitely())
        .isInstanceOf(Appended.Repeated.class);
    assertThat(second.append(Submissions.cut("event 5")).await().indefinitely())
        .isInstanceOf(Appended.Erased.class);
    assertThat(second.append(Submissions.cut("news")).await().indefinitely())
        .isInstanceOf(Appended.Sequenced.class);
    Archives.assertSound(genesis, entries, POSTGRES.checkpoints());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export.json",
        "checkpoint",
        "checkpoints.ndjson",
        "tile/0/000",
        "tile/entries/000",
        "units/000.ndjson",
        "genesis.json"
      })
  void aChangedByteIsRefusedWithTheFileNamed(String name) throws IOException {
    // Given
    SegmentedLog first = SegmentedLog.open(30 + Integer.toUnsignedLong(name.hashCode()), 1);
    Archives.filled(first.ledger(), 300);
    Archives.write(first.ledger(), Archives.ofPg(first), directory);
    byte[] bytes = Files.readAllBytes(directory.resolve(name));
    bytes[bytes.length / 2] ^= 1;
    Files.write(directory.resolve(name), bytes);
    InMemoryEntryStore entries = new InMemoryEntryStore();

    // When
    Throwable refusal = catchThrowable(() -> imported(entries, new InMemoryCheckpointStore()));

    // Then
    assertThat(refusal)
        .isInstanceOf(ArchiveException.class)
        .hasMessage(name + " was changed: its SHA-256 is not that of MANIFEST.sha256");
  }

  @Test
  void aChangedUnitUnderANewManifestIsRefusedWithItsEntryAndNothingIsWritten() throws IOException {
    // Given
    SegmentedLog first = SegmentedLog.open(24, 1);
    Archives.filled(first.ledger(), 300);
    Archives.write(first.ledger(), Archives.ofPg(first), directory);
    Path units = directory.resolve("units/001.ndjson");
    Files.writeString(units, Files.readString(units).replace("event 259", "event 25x"));
    Files.delete(directory.resolve("MANIFEST.sha256"));
    Archives.write(first.ledger(), Archives.ofPg(first), directory);
    InMemoryEntryStore entries = new InMemoryEntryStore();

    // When
    Throwable refusal = catchThrowable(() -> imported(entries, new InMemoryCheckpointStore()));

    // Then
    assertThat(refusal)
        .isInstanceOf(ArchiveException.class)
        .hasMessageMatching("entry 2\\d\\d \\(units/001.ndjson\\): unit 0 is not what .*");
    assertThat(entries.open(SegmentedLog.genesis(24)).await().indefinitely()).isNotNull();
    assertThat(entries.head(log(first)).await().indefinitely().size()).isZero();
  }

  @Test
  void anExportThatIsStoppedGoesOnWithTheSameCheckpointAndLeavesNoHalfFile() throws IOException {
    // Given
    SegmentedLog first = SegmentedLog.open(25, 1);
    Archives.filled(first.ledger(), 700);
    DirectSource breaking =
        new DirectSource(
            first.ledger(), Archives.ofPg(first), Archives.ofPg(first).ofLog(), asked -> asked < 4);
    Throwable broken =
        catchThrowable(() -> new ArchiveWriter(breaking, directory, (at, of) -> {}).write());
    List<String> before = names();
    first.fill((int) first.ledger().size() + 10);
    DirectSource whole =
        new DirectSource(
            first.ledger(), Archives.ofPg(first), Archives.ofPg(first).ofLog(), asked -> true);

    // When
    new ArchiveWriter(whole, directory, (at, of) -> {}).write();
    ExportedLog exported = ExportedLog.open(directory, origin -> TestLedgers.key().verifierKey());
    exported.verify(entries -> {});

    // Then
    assertThat(broken).hasMessage("the connection broke");
    assertThat(before)
        .contains("tile/entries/000", "tile/0/000", "units/000.ndjson")
        .doesNotContain("MANIFEST.sha256", "units/001.ndjson");
    assertThat(exported.size()).isEqualTo(702);
  }

  @Test
  void aCompleteExportOfALogThatHasGrownIsRefusedAndStaysAsItIs() throws IOException {
    // Given
    SegmentedLog log = SegmentedLog.open(28, 1);
    Archives.filled(log.ledger(), 300);
    Archives.write(log.ledger(), Archives.ofPg(log), directory);
    byte[] manifest = Files.readAllBytes(directory.resolve("MANIFEST.sha256"));
    long size = log.ledger().size();

    // When
    Archives.write(log.ledger(), Archives.ofPg(log), directory);
    log.fill((int) size + 10);
    Throwable refusal =
        catchThrowable(() -> Archives.write(log.ledger(), Archives.ofPg(log), directory));

    // Then
    assertThat(refusal)
        .isInstanceOf(ArchiveException.class)
        .hasMessage(
            "%s holds an export of the log at size %d; the log has %d: export to a new directory",
            directory, size, size + 10);
    assertThat(directory.resolve("MANIFEST.sha256")).hasBinaryContent(manifest);
  }

  private void imported(EntryStore entries, CheckpointStore checkpoints) {
    new LogImport(
            entries,
            checkpoints,
            new PgHoldStore(POSTGRES.pool()),
            new InMemorySegmentStore(),
            new Random(1))
        .run(
            ExportedLog.open(directory, origin -> TestLedgers.key().verifierKey()),
            verified -> {},
            written -> {});
  }

  private List<String> names() throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .filter(name -> !name.endsWith(".part"))
          .toList();
    }
  }

  private static LogId log(SegmentedLog log) {
    return log.ledger().genesis().log();
  }
}
