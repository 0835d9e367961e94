package io.ledgerline.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of data keys: who may read them, what is said where one is not what it was, and other
/// master keys.
class ChestFilesTest {

  private static final LogId LOG = KnownChest.LOG;

  @TempDir private Path directory;

  @Test
  void aFileOfKeysIsForItsOwnerAlone() throws IOException {
    // Given
    SealingKey key = keys().period(LOG, ChestFormat.Use.LOG);
    Path file = file(key);

    // When
    String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));

    // Then
    assertThat(permissions).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void aMissingFileIsAFaultAndNotAnErasure() throws IOException {
    // Given
    SealingKey key = keys().period(LOG, ChestFormat.Use.LOG);
    Files.delete(file(key));

    // When
    ChestFormat.Found found = find(key);

    // Then
    assertThat(found).isInstanceOf(ChestFormat.Found.Faulty.class);
    assertThat(((ChestFormat.Found.Faulty) found).why()).endsWith("is missing");
  }

  @Test
  void anotherMasterKeyIsAFaultThatNamesTheOneThatIsNeeded() {
    // Given
    SealingKey key = keys().period(LOG, ChestFormat.Use.LOG);
    DataKeys other = keys(new MasterKeys(TestDataKeys.bytes(4), List.of()));

    // When
    ChestFormat.Found found = other.find(LOG, key.id());

    // Then
    assertThat(((ChestFormat.Found.Faulty) found).why())
        .isEqualTo("it is wrapped under the master key 3bb7c7e3b02b3122, which is not here");
  }

  @Test
  void aDirectoryThatTakesNoKeysIsSaidAndLeavesNothing() throws IOException {
    // Given: a file where the log's directory should be, which stops root too
    Files.writeString(directory.resolve(LOG.toString()), "");
    DataKeys keys = keys();

    // When
    Throwable failure = catchThrowable(() -> keys.period(LOG, ChestFormat.Use.LOG));
    Files.delete(directory.resolve(LOG.toString()));
    SealingKey key = keys.period(LOG, ChestFormat.Use.LOG);

    // Then
    assertThat(failure).isInstanceOf(KeysUnavailableException.class);
    assertThat(find(key)).isInstanceOf(ChestFormat.Found.Here.class);
    assertThat(files()).hasSize(1);
  }

  @Test
  void keysAreWrappedAnewUnderAnotherMasterKey() {
    // Given
    DataKeys old = keys();
    SealingKey period = old.period(LOG, ChestFormat.Use.LOG);
    SealingKey subject = old.subjects(LOG, subject("Ada"), false);
    byte[] before = TestDataKeys.bytes(3);
    byte[] after = TestDataKeys.bytes(4);

    // When
    int rewrapped = keys(new MasterKeys(after, List.of(before))).rewrap();
    int again = keys(new MasterKeys(after, List.of(before))).rewrap();

    // Then
    DataKeys only = keys(new MasterKeys(after, List.of()));
    assertThat(rewrapped).isEqualTo(17);
    assertThat(again).isZero();
    assertThat(only.find(LOG, period.id())).isInstanceOf(ChestFormat.Found.Here.class);
    assertThat(only.find(LOG, subject.id())).isInstanceOf(ChestFormat.Found.Here.class);
    assertThat(keys().find(LOG, period.id())).isInstanceOf(ChestFormat.Found.Faulty.class);
  }

  @Test
  void wrappingAnewWithoutTheOldMasterKeyChangesNothing() {
    // Given
    SealingKey key = keys().period(LOG, ChestFormat.Use.LOG);
    DataKeys other = keys(new MasterKeys(TestDataKeys.bytes(4), List.of()));

    // When
    Throwable refusal = catchThrowable(other::rewrap);

    // Then
    assertThat(refusal).isInstanceOf(IllegalStateException.class);
    assertThat(find(key)).isInstanceOf(ChestFormat.Found.Here.class);
  }

  private DataKeys keys() {
    return keys(TestDataKeys.masters());
  }

  private DataKeys keys(MasterKeys masters) {
    InstantSource clock = InstantSource.fixed(TestLedgers.NOW);
    return new DataKeys(directory, masters, KeySettings.DEFAULTS, clock, new SecureRandom());
  }

  private ChestFormat.Found find(SealingKey key) {
    return keys().find(LOG, key.id());
  }

  private Path file(SealingKey key) {
    return directory.resolve(LOG.toString()).resolve(key.id().fileName());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(LOG.toString()))) {
      return files.toList();
    }
  }

  private static Set<Digest> subject(String name) {
    return Set.of(Digest.ofLeaf(Bytes.utf8(name).view()));
  }
}
