package io.ledgerline.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.ledger.TestLedgers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The file of data keys, byte by byte.
class ChestFormatTest {

  private static final ChestFormat CHEST =
      new ChestFormat(
          KnownChest.LOG,
          new KeyId(KnownChest.FIRST),
          ChestFormat.Use.SUBJECT,
          TestLedgers.NOW.plus(Duration.ofHours(1)),
          2);

  @TempDir private Path directory;

  @Test
  void writesTheBytesThatAnotherProgramMade() {
    // When
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(CHEST.header());
    file.writeBytes(wrapped(0, 0x11, 0x44));
    file.writeBytes(wrapped(1, 0x22, 0x55));

    // Then
    assertThat(file.toByteArray()).isEqualTo(KnownChest.file());
  }

  @Test
  void readsTheBytesThatAnotherProgramMade() throws IOException {
    // Given
    KnownChest.write(directory);

    // When
    ChestFormat.Found first =
        TestDataKeys.in(directory).find(KnownChest.LOG, new KeyId(KnownChest.FIRST));
    ChestFormat.Found second =
        TestDataKeys.in(directory).find(KnownChest.LOG, new KeyId(KnownChest.SECOND));

    // Then
    assertThat(((ChestFormat.Found.Here) first).key().getEncoded())
        .isEqualTo(TestDataKeys.bytes(0x11));
    assertThat(((ChestFormat.Found.Here) second).key().getEncoded())
        .isEqualTo(TestDataKeys.bytes(0x22));
  }

  /// Every byte that says something: of the header up to the name, of the record up to the tag.
  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 15, 16, 17, 18, 24, 31, 32, 47, 48, 61, 128, 129, 136, 144, 155, 156, 187, 188, 203
      })
  void refusesAFlippedBit(int offset) throws IOException {
    // Given
    byte[] file = KnownChest.file();
    file[offset] ^= 0x40;
    KnownChest.write(directory, file);

    // When
    ChestFormat.Found found =
        TestDataKeys.in(directory).find(KnownChest.LOG, new KeyId(KnownChest.FIRST));

    // Then
    assertThat(found).isInstanceOf(ChestFormat.Found.Faulty.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 255})
  void refusesATruncatedFile(int size) throws IOException {
    // Given
    KnownChest.write(directory, Arrays.copyOf(KnownChest.file(), size));

    // When
    ChestFormat.Found found =
        TestDataKeys.in(directory).find(KnownChest.LOG, new KeyId(KnownChest.FIRST));

    // Then
    assertThat(found).isInstanceOf(ChestFormat.Found.Faulty.class);
  }

  @Test
  void refusesARecordInThePlaceOfAnother() throws IOException {
    // Given
    byte[] file = KnownChest.file();
    System.arraycopy(file, 256, file, 128, 128);
    KnownChest.write(directory, file);

    // When
    ChestFormat.Found found =
        TestDataKeys.in(directory).find(KnownChest.LOG, new KeyId(KnownChest.FIRST));

    // Then
    assertThat(found).isInstanceOf(ChestFormat.Found.Faulty.class);
  }

  @Test
  void namesTheFileOfAKeyAndBack() {
    // Given
    KeyId id = new KeyId(KnownChest.SECOND);

    // When
    Optional<KeyId> first = KeyId.ofFileName(id.fileName());

    // Then
    assertThat(id.fileName()).isEqualTo(KnownChest.NAME);
    assertThat(first).contains(new KeyId(KnownChest.FIRST));
    assertThat(id.place()).isEqualTo(1);
    assertThat(new KeyId(new UUID(-1, -1)).place()).isEqualTo(65_535);
    assertThat(KeyId.ofFileName("6955b9000102030405060708090a.keys.new")).isEmpty();
    assertThat(KeyId.ofFileName("6955B9000102030405060708090A.keys")).isEmpty();
  }

  private static byte[] wrapped(int place, int key, int nonce) {
    return CHEST.wrapped(
        place,
        TestDataKeys.bytes(key),
        TestDataKeys.masters(),
        Arrays.copyOf(TestDataKeys.bytes(nonce), Gcm.NONCE_BYTES),
        new Gcm());
  }

  @Test
  void aDestroyedRecordHoldsNothingOfTheKey() {
    // When
    ByteBuffer record = ByteBuffer.wrap(ChestFormat.destroyed(TestLedgers.NOW));

    // Then
    assertThat(record.array()).isEqualTo(Arrays.copyOf(KnownChest.hex("02000000006955b900"), 128));
    assertThat(CHEST.open(0, record, TestDataKeys.masters(), new Gcm()))
        .isEqualTo(new ChestFormat.Found.Destroyed(TestLedgers.NOW));
  }
}
