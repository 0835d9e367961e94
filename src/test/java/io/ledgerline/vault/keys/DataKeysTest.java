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
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The life of data keys, and what is found where one is not.
class DataKeysTest {

  private static final LogId LOG = KnownChest.LOG;

  @TempDir private Path directory;
  private Instant now = TestLedgers.NOW;

  @Test
  void aKeyIsOnTheDiskBeforeItIsUsed() {
    // When
    SealingKey key = keys().period(LOG, ChestFormat.Use.LOG);

    // Then
    assertThat(find(key)).isInstanceOf(ChestFormat.Found.Here.class);
    assertThat(((ChestFormat.Found.Here) find(key)).key().getEncoded())
        .isEqualTo(key.key().getEncoded());
  }

  @Test
  void aKeyThatMayStillEncryptIsNotDestroyed() {
    // Given
    DataKeys keys = keys();
    SealingKey key = keys.subjects(LOG, subject("Ada"), false);
    now = TestLedgers.NOW.plus(Duration.ofMinutes(64));

    // When
    List<UUID> destroyed = keys.destroy(LOG, List.of(key.id().value()));

    // Then
    assertThat(destroyed).isEmpty();
    assertThat(find(key)).isInstanceOf(ChestFormat.Found.Here.class);
  }

  @Test
  void aDestroyedKeyIsGoneForEveryReplicaAndItsNeighboursAreNot() throws IOException {
    // Given
    DataKeys keys = keys();
    SealingKey key = keys.subjects(LOG, subject("Ada"), false);
    SealingKey neighbour = keys.subjects(LOG, subject("Bob"), false);
    byte[] before = Files.readAllBytes(file(key));
    now = TestLedgers.NOW.plus(Duration.ofMinutes(66));

    // When
    List<UUID> destroyed = keys.destroy(LOG, List.of(key.id().value()));

    // Then
    assertThat(destroyed).containsExactly(key.id().value());
    assertThat(find(key)).isEqualTo(new ChestFormat.Found.Destroyed(now));
    assertThat(keys.find(LOG, key.id())).isEqualTo(new ChestFormat.Found.Destroyed(now));
    assertThat(find(neighbour)).isInstanceOf(ChestFormat.Found.Here.class);
    assertThat(Files.readAllBytes(file(key))).hasSameSizeAs(before);
    assertThat(keys.destroy(LOG, List.of(key.id().value()))).hasSize(1);
  }

  @Test
  void aDestroyedKeyOfAnotherReplicaIsForgottenAfterAWhile() {
    // Given
    DataKeys one = keys();
    DataKeys two = keys();
    SealingKey key = one.subjects(LOG, subject("Ada"), false);
    now = TestLedgers.NOW.plus(Duration.ofMinutes(66));
    two.find(LOG, key.id());
    one.destroy(LOG, List.of(key.id().value()));

    // When
    now = now.plus(Duration.ofMinutes(5));
    ChestFormat.Found found = two.find(LOG, key.id());

    // Then
    assertThat(found).isInstanceOf(ChestFormat.Found.Destroyed.class);
  }

  @Test
  void aKeyOfASubjectEncryptsForAnHourAndThatOfAPeriodForItsMonth() {
    // Given
    DataKeys keys = keys();
    KeyId subject = keys.subjects(LOG, subject("Ada"), true).id();
    KeyId period = keys.period(LOG, ChestFormat.Use.LOG).id();

    // When
    now = TestLedgers.NOW.plus(Duration.ofMinutes(59));
    boolean isSameSubject = keys.subjects(LOG, subject("Ada"), true).id().equals(subject);
    now = Instant.parse("2026-01-31T23:59:59Z");
    boolean isSameMonth = keys.period(LOG, ChestFormat.Use.LOG).id().equals(period);
    KeyId laterSubject = keys.subjects(LOG, subject("Ada"), true).id();
    now = Instant.parse("2026-02-01T00:00:00Z");
    KeyId laterPeriod = keys.period(LOG, ChestFormat.Use.LOG).id();

    // Then
    assertThat(isSameSubject).isTrue();
    assertThat(isSameMonth).isTrue();
    assertThat(laterSubject).isNotEqualTo(subject);
    assertThat(laterPeriod).isNotEqualTo(period);
    assertThat(keys.period(LOG, ChestFormat.Use.QUARANTINE).id()).isNotEqualTo(laterPeriod);
  }

  @Test
  void keysOfSubjectsAreMadeManyAtOnce() throws IOException {
    // Given
    DataKeys keys = keys();

    // When
    Set<KeyId> ids = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      ids.add(keys.subjects(LOG, subject("subject " + i), true).id());
    }

    // Then
    assertThat(ids).hasSize(2_000);
    assertThat(files()).hasSizeLessThan(10);
  }

  @Test
  void keysThatWereMadeAheadAndNeverUsedAreDestroyed() {
    // Given
    DataKeys keys = keys();
    KeyId used = keys.subjects(LOG, subject("Ada"), true).id();
    now = TestLedgers.NOW.plus(Duration.ofHours(2));

    // When
    keys.subjects(LOG, subject("Ada"), true);

    // Then
    assertThat(keys().find(LOG, used)).isInstanceOf(ChestFormat.Found.Here.class);
    assertThat(IntStream.range(1, 16).mapToObj(i -> keys().find(LOG, used.at(i))))
        .allSatisfy(found -> assertThat(found).isInstanceOf(ChestFormat.Found.Destroyed.class));
  }

  @Test
  void aKeyIsReplacedBeforeItHasEncryptedTooOften() {
    // Given
    Instant until = now.plus(Duration.ofHours(1));
    KeyId id = new KeyId(KnownChest.FIRST);
    SealingKey key =
        new SealingKey(id, Gcm.key(TestDataKeys.bytes(1)), until, SealingKey.ENCRYPTIONS_MAX - 1);

    // When
    byte[] last = key.nonce(Gcm.NONCE_BYTES);
    Throwable refusal = catchThrowable(() -> key.nonce(Gcm.NONCE_BYTES));

    // Then
    assertThat(key.isUsable(now)).isFalse();
    assertThat(last).isEqualTo(KnownChest.hex("0000000000000000ffffffff"));
    assertThat(refusal).hasMessageEndingWith("has encrypted too often");
  }

  @Test
  void twoReplicasThatMakeKeysAtOnceReadEachOthers() {
    // Given
    List<DataKeys> replicas = List.of(keys(), keys(), keys(), keys());
    CountDownLatch start = new CountDownLatch(1);
    Set<SealingKey> made = Collections.synchronizedSet(new HashSet<>());

    // When
    List<CompletableFuture<Void>> makers =
        replicas.stream()
            .map(
                replica ->
                    CompletableFuture.runAsync(
                        () -> {
                          await(start);
                          made.add(replica.period(LOG, ChestFormat.Use.LOG));
                          made.add(replica.subjects(LOG, subject("Ada"), false));
                        },
                        Thread.ofPlatform().daemon()::start))
            .toList();
    start.countDown();
    makers.forEach(CompletableFuture::join);

    // Then
    assertThat(made.stream().map(SealingKey::id).distinct()).hasSize(8);
    assertThat(made)
        .allSatisfy(
            key ->
                assertThat(replicas)
                    .allSatisfy(
                        replica ->
                            assertThat(replica.find(LOG, key.id()))
                                .isInstanceOf(ChestFormat.Found.Here.class)));
  }

  private DataKeys keys() {
    return keys(TestDataKeys.masters());
  }

  private DataKeys keys(MasterKeys masters) {
    InstantSource clock = () -> now;
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

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
