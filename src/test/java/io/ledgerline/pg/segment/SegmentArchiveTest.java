package io.ledgerline.pg.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.entry.UnitSet;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import io.ledgerline.segment.archive.ArchiveException;
import io.ledgerline.segment.archive.ArchiveWriter;
import io.ledgerline.segment.archive.ExportedLog;
import io.ledgerline.segment.archive.ExportedSegment;
import io.ledgerline.segment.archive.LogExport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A sealed segment is exported to files, and read back; the log's segments have 256 entries.
class SegmentArchiveTest {

  @TempDir private Path directory;

  @Test
  void aSealedSegmentIsExportedWithWhatIsMadeOfItAlone() throws IOException {
    // Given
    SegmentedLog first = SegmentedLog.open(26, 1);
    Archives.filled(first.ledger(), 600);
    first.sealing().run().await().indefinitely();
    LogExport export = Archives.ofPg(first);
    DirectSource source =
        new DirectSource(first.ledger(), export, export.ofSegment(1), asked -> true);

    // When
    new ArchiveWriter(source, directory, (at, of) -> {}).write();
    Throwable refusal =
        catchThrowable(
            () -> ExportedLog.open(directory, origin -> TestLedgers.key().verifierKey()));

    Digest manifest = ExportedSegment.open(directory).verify().manifest();

    // Then
    assertThat(manifest)
        .isEqualTo(
            new Hasher()
                .bytes(ByteBuffer.wrap(Files.readAllBytes(directory.resolve("MANIFEST.sha256"))))
                .finish());
    assertThat(names())
        .containsExactlyInAnyOrder(
            "MANIFEST.sha256",
            "checkpoint",
            "checkpoints.ndjson",
            "export.json",
            "genesis.json",
            "log.vkey",
            "tile/0/001",
            "tile/entries/001",
            "units/001.ndjson");
    assertThat(refusal).hasMessageContaining("only a whole log can be imported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"event 300", "\"chain_hash\":\"", "\"index\":301"})
  void aSegmentThatIsNotWhatItsLeavesSayIsRefusedUnderANewManifest(String text) throws IOException {
    // Given
    SegmentedLog first = SegmentedLog.open(40 + Integer.toUnsignedLong(text.hashCode()), 1);
    Archives.filled(first.ledger(), 600);
    first.sealing().run().await().indefinitely();
    LogExport export = Archives.ofPg(first);
    DirectSource source =
        new DirectSource(first.ledger(), export, export.ofSegment(1), asked -> true);
    new ArchiveWriter(source, directory, (at, of) -> {}).write();
    Path units = directory.resolve("units/001.ndjson");
    String lines = Files.readString(units);
    int at = lines.indexOf(text, lines.length() / 4) + text.length();
    char other = lines.charAt(at) == 'A' ? 'B' : 'A';
    Files.writeString(units, lines.substring(0, at) + other + lines.substring(at + 1));
    Files.delete(directory.resolve("MANIFEST.sha256"));
    new ArchiveWriter(source, directory, (done, of) -> {}).write();

    // When
    Throwable refusal = catchThrowable(() -> ExportedSegment.open(directory).verify());

    // Then
    assertThat(refusal)
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("units/001.ndjson");
  }

  @Test
  void nobodyButItsOwnerMayReadAnExport() throws IOException {
    // Given
    SegmentedLog log = SegmentedLog.open(45, 1);
    Archives.filled(log.ledger(), 300);
    Path made = directory.resolve("made/here");

    // When
    Archives.write(log.ledger(), Archives.ofPg(log), made);

    // Then
    try (Stream<Path> walk = Files.walk(directory.resolve("made"))) {
      assertThat(walk)
          .hasSizeGreaterThan(10)
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void anArchiveSaysWhoseItIsAndHowManyUnitsWereErasedBefore() throws IOException {
    // Given
    SegmentedLog log = SegmentedLog.open(27, 1);
    Archives.filled(log.ledger(), 600);
    log.sealing().run().await().indefinitely();
    LogExport export = Archives.ofPg(log);
    new ArchiveWriter(
            new DirectSource(log.ledger(), export, export.ofSegment(0), asked -> true),
            directory,
            (at, of) -> {})
        .write();

    // When
    ExportedSegment exported = ExportedSegment.open(directory);

    // Then
    assertThat(exported.log()).isEqualTo(log.ledger().genesis().log());
    assertThat(exported.verify().erasedUnits()).isEqualTo(3);
    assertThat(
            log.segments()
                .erasedUnits(exported.log(), exported.segment().first(), exported.segment().last())
                .await()
                .indefinitely())
        .isEqualTo(3);
  }

  @Test
  void aCompleteArchiveFromBeforeAnErasureIsRefusedWithTheEntryNamed() throws IOException {
    // Given
    SegmentedLog log = SegmentedLog.open(29, 1);
    Archives.filled(log.ledger(), 600);
    log.sealing().run().await().indefinitely();
    LogExport export = Archives.ofPg(log);
    DirectSource source =
        new DirectSource(log.ledger(), export, export.ofSegment(0), asked -> true);
    Digest made = new ArchiveWriter(source, directory, (at, of) -> {}).write().manifest();
    log.fill((int) log.ledger().size() + 10);

    // When
    Digest again = new ArchiveWriter(source, directory, (at, of) -> {}).write().manifest();
    Archives.erase(log.ledger(), "later", UnitSet.of(17, List.of(1)));
    Throwable refusal =
        catchThrowable(() -> new ArchiveWriter(source, directory, (at, of) -> {}).write());

    // Then
    assertThat(again).isEqualTo(made);
    assertThat(refusal)
        .isInstanceOf(ArchiveException.class)
        .hasMessage(
            "entry 17 is not what %s has: it was erased since; destroy that directory, and export"
                + " into another directory",
            directory);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .filter(name -> !name.endsWith(".part"))
          .toList();
    }
  }
}
