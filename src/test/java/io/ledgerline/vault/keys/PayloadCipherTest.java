package io.ledgerline.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.merkle.Digest;
import io.ledgerline.vault.keys.PayloadCipher.SealedUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ciphertexts, and what they are bound to.
class PayloadCipherTest {

  private static final LogId LOG = KnownChest.LOG;
  private static final Set<Digest> NOBODY = Set.of();
  private static final Set<Digest> ADA = Set.of(Digest.ofLeaf(Bytes.utf8("Ada").view()));
  private static final UUID REFUSAL = UUID.fromString("01020304-0506-0708-090a-0b0c0d0e0f10");

  @TempDir private Path directory;

  @Test
  void opensWhatAnotherProgramEncrypted() throws IOException {
    // Given
    KnownChest.write(directory);
    PayloadCipher.Opening opening = cipher().opening(LOG);
    Bytes value = Bytes.owned(KnownChest.hex(KnownChest.VALUE));
    Bytes body = Bytes.owned(KnownChest.hex(KnownChest.BODY));
    Bytes packed = Bytes.owned(KnownChest.hex(KnownChest.PACKED));

    // When
    Opened long3000 = opening.open(5, 2, Column.VALUE, KnownChest.FIRST, packed);
    Opened unit = opening.open(5, 2, Column.VALUE, KnownChest.FIRST, value);
    Opened refusal = opening.open(REFUSAL, KnownChest.FIRST, body);

    // Then
    assertThat(long3000).isEqualTo(new Opened.Plain(Bytes.utf8("a".repeat(3_000))));
    assertThat(unit).isEqualTo(new Opened.Plain(Bytes.utf8("\"Ada\"")));
    assertThat(refusal).isEqualTo(new Opened.Plain(Bytes.utf8("{\"a\":")));
  }

  @Test
  void refusesACiphertextOfAnotherEntryUnitColumnLogOrKey() throws IOException {
    // Given
    KnownChest.write(directory);
    PayloadCipher.Opening opening = cipher().opening(LOG);
    Bytes value = Bytes.owned(KnownChest.hex(KnownChest.VALUE));
    Bytes body = Bytes.owned(KnownChest.hex(KnownChest.BODY));
    LogId other = new LogId(new UUID(4, 4));

    // When
    List<Opened> opened =
        List.of(
            opening.open(6, 2, Column.VALUE, KnownChest.FIRST, value),
            opening.open(5, 1, Column.VALUE, KnownChest.FIRST, value),
            opening.open(5, 2, Column.SALT, KnownChest.FIRST, value),
            opening.open(5, 2, Column.EVENT_SALT, KnownChest.FIRST, value),
            opening.open(5, 2, Column.VALUE, KnownChest.SECOND, value),
            opening.open(5, 2, Column.VALUE, KnownChest.FIRST, body),
            opening.open(REFUSAL, KnownChest.FIRST, value),
            opening.open(new UUID(1, 1), KnownChest.FIRST, body),
            cipher().opening(other).open(5, 2, Column.VALUE, KnownChest.FIRST, value));

    // Then
    assertThat(opened).allSatisfy(o -> assertThat(o).isInstanceOf(Opened.Faulty.class));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 12, 16, 17, 32})
  void refusesAFlippedBit(int offset) throws IOException {
    // Given
    KnownChest.write(directory);
    byte[] value = KnownChest.hex(KnownChest.VALUE);
    value[offset] ^= 1;

    // When
    Opened opened =
        cipher().opening(LOG).open(5, 2, Column.VALUE, KnownChest.FIRST, Bytes.owned(value));

    // Then
    assertThat(opened).isInstanceOf(Opened.Faulty.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 27, 28, 32})
  void refusesATruncatedCiphertext(int size) throws IOException {
    // Given
    KnownChest.write(directory);
    Bytes value = Bytes.owned(KnownChest.hex(KnownChest.VALUE)).slice(0, size);

    // When
    Opened opened = cipher().opening(LOG).open(5, 2, Column.VALUE, KnownChest.FIRST, value);

    // Then
    assertThat(opened).isInstanceOf(Opened.Faulty.class);
  }

  @Test
  void opensWhatItEncrypted() {
    // Given
    Payload payload = Submissions.cut("cut").payload();
    List<SealedUnit> sealed = cipher().sealing(LOG).seal(7, payload, ADA, ChestFormat.Use.LOG);

    // When
    PayloadCipher.Opening opening = cipher().opening(LOG);
    SealedUnit rest = sealed.getFirst();
    SealedUnit last = sealed.getLast();

    // Then
    assertThat(opening.open(7, 0, Column.VALUE, rest.key(), rest.value()))
        .isEqualTo(new Opened.Plain(payload.units().getFirst().value()));
    assertThat(opening.open(7, 0, Column.SALT, rest.key(), rest.salt()))
        .isEqualTo(new Opened.Plain(payload.units().getFirst().salt().bytes()));
    assertThat(opening.open(7, 1, Column.VALUE, last.key(), last.value()))
        .isEqualTo(new Opened.Plain(payload.units().getLast().value()));
    assertThat(opening.open(7, 0, Column.EVENT_SALT, last.key(), eventSalt(rest)))
        .isEqualTo(new Opened.Plain(payload.eventSalt().bytes()));
  }

  @Test
  void aSubjectHasAKeyForWhatIsErasedAloneAndOneForTheRest() {
    // Given
    PayloadCipher.Sealing sealing = cipher().sealing(LOG);
    Payload payload = Submissions.cut("cut").payload();
    Set<Digest> bob = Set.of(Digest.ofLeaf(Bytes.utf8("Bob").view()));

    // When
    List<SealedUnit> first = sealing.seal(1, payload, ADA, ChestFormat.Use.LOG);
    List<SealedUnit> second = sealing.seal(2, payload, ADA, ChestFormat.Use.LOG);
    List<SealedUnit> other = sealing.seal(3, payload, bob, ChestFormat.Use.LOG);
    List<SealedUnit> nobodys = sealing.seal(4, payload, NOBODY, ChestFormat.Use.LOG);

    // Then
    assertThat(first.stream().map(SealedUnit::key)).doesNotHaveDuplicates();
    assertThat(second.stream().map(SealedUnit::key))
        .containsExactlyElementsOf(first.stream().map(SealedUnit::key).toList());
    assertThat(other.stream().map(SealedUnit::key))
        .doesNotContainAnyElementsOf(first.stream().map(SealedUnit::key).toList());
    assertThat(nobodys.getFirst().key()).isEqualTo(nobodys.getLast().key());
    assertThat(nobodys.getFirst().key()).isNotIn(first.getFirst().key(), other.getFirst().key());
  }

  @Test
  void whatIsKeptForDifferentTimesLiesUnderDifferentKeys() {
    // Given
    PayloadCipher.Sealing sealing = cipher().sealing(LOG);
    Submission log = Submissions.of("a", "a");
    Submission documentation =
        new Submission(log.draft(), log.payload(), log.identity(), "documentation");
    Submission system = Submissions.erasing("a", UnitSet.of(0, List.of(0)));

    // When
    List<UUID> keys =
        Stream.of(log, documentation, system)
            .map(submission -> sealing.seal(1, submission).getFirst().key())
            .toList();

    // Then
    assertThat(keys).doesNotHaveDuplicates();
    assertThat(sealing.seal(2, log).getFirst().key()).isEqualTo(keys.getFirst());
  }

  @Test
  void noNonceComesTwiceUnderOneKey() {
    // Given
    PayloadCipher cipher = cipher();
    Payload payload = Submissions.cut("cut").payload();
    Set<Bytes> nonces = new HashSet<>();

    // When
    for (int index = 0; index < 100; index++) {
      for (SealedUnit unit :
          cipher.sealing(LOG).seal(index % 3, payload, NOBODY, ChestFormat.Use.LOG)) {
        nonces.add(unit.salt().slice(0, Gcm.NONCE_BYTES));
        nonces.add(unit.value().slice(0, Gcm.NONCE_BYTES));
        if (unit.eventSalt() != null) {
          nonces.add(unit.eventSalt().slice(0, Gcm.NONCE_BYTES));
        }
      }
    }

    // Then
    assertThat(nonces).hasSize(500);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_999, 2_000, 100_000})
  void aLongValueIsPackedAndSaysItsSizeInSteps(int size) {
    // Given
    Bytes accepted = Bytes.utf8("x".repeat(size));
    Payload payload = Payload.whole("application/json", accepted, new Random(1));

    // When
    SealedUnit unit =
        cipher().sealing(LOG).seal(1, payload, NOBODY, ChestFormat.Use.LOG).getFirst();

    // Then
    Integer sizeBytes = unit.sizeBytes();
    if (size < 2_000) {
      assertThat(unit.value().size()).isEqualTo(size + 29);
      assertThat(sizeBytes).isNull();
    } else {
      assertThat(unit.value().size()).isLessThan(size / 4);
      assertThat(sizeBytes).isBetween(size, size + 63);
    }
    assertThat(cipher().opening(LOG).open(1, 0, Column.VALUE, unit.key(), unit.value()))
        .isEqualTo(new Opened.Plain(accepted));
  }

  @Test
  void whatCannotBePackedStaysAsItIs() {
    // Given
    byte[] bytes = new byte[10_000];
    new Random(2).nextBytes(bytes);
    Payload payload = Payload.whole("application/json", Bytes.owned(bytes), new Random(1));

    // When
    SealedUnit unit =
        cipher().sealing(LOG).seal(1, payload, NOBODY, ChestFormat.Use.LOG).getFirst();

    // Then
    assertThat(unit.value().size()).isEqualTo(10_029);
    assertThat(unit.sizeBytes()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "02", "01000007d0", "01000000010300", "0100000bb84b4c1c05"})
  void refusesWhatNothingHerePacked(String packed) {
    // When
    Throwable refusal = catchThrowable(() -> new Packing().unpack(KnownChest.hex(packed)));

    // Then
    assertThat(refusal).isInstanceOf(DataFormatException.class);
  }

  private PayloadCipher cipher() {
    return new PayloadCipher(TestDataKeys.in(directory));
  }

  private static Bytes eventSalt(SealedUnit unit) {
    Bytes salt = unit.eventSalt();
    assertThat(salt).isNotNull();
    return salt == null ? Bytes.EMPTY : salt;
  }
}
