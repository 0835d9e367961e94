package io.ledgerline.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.anchor.directory.AnchorDirectory;
import io.ledgerline.anchor.directory.UsedDirectories;
import io.ledgerline.anchor.timestamp.TestAuthority;
import io.ledgerline.anchor.timestamp.TimestampClient;
import io.ledgerline.anchor.timestamp.TimestampVerifier;
import io.ledgerline.canon.Bytes;
import io.ledgerline.ledger.guard.Anchors.Anchor;
import io.ledgerline.ledger.guard.Anchors.Recalled;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What anchor directories say of a log, whatever became of them.
class LogAnchorsTest {

  private static final String ORIGIN = "example.org/log";
  private static final byte[] SEED = filled(1);

  @TempDir private Path temporary;
  private Path one;
  private Path two;
  private final AnchorFaults faults = new AnchorFaults();

  @BeforeEach
  void name() {
    one = temporary.resolve("one");
    two = temporary.resolve("two");
  }

  @Test
  void directoriesThatWereNeverUsedAreNew() {
    // When
    Recalled recalled = recall(one, two);

    // Then
    assertThat(recalled).isEqualTo(new Recalled.Known(List.of()));
    assertThat(faults.byPlace()).isEmpty();
  }

  @Test
  void theNewestOfEveryDirectoryIsKnown() throws IOException {
    // Given
    keep(one, SEED, ORIGIN, 3);
    keep(one, SEED, ORIGIN, 5);
    keep(two, SEED, ORIGIN, 4);

    // When
    Recalled recalled = recall(one, two);

    // Then
    assertThat(((Recalled.Known) recalled).checkpoints())
        .extracting(Anchor::checkpoint)
        .containsExactly(checkpoint(ORIGIN, 5), checkpoint(ORIGIN, 4));
  }

  @Test
  void aUsedDirectoryThatIsGoneIsARefusal() throws IOException {
    // Given
    use(one);

    // When
    Recalled recalled = recall(one);

    // Then
    assertThat(((Recalled.Refused) recalled).reason())
        .contains(one.toString())
        .contains("anchors of the log were kept here and are not here")
        .contains(temporary.resolve("anchored").toString());
  }

  @Test
  void aUsedDirectoryThatIsGoneIsAFaultWhereAnotherHasAnchors() throws IOException {
    // Given
    use(one);
    keep(two, SEED, ORIGIN, 4);

    // When
    Recalled recalled = recall(one, two);

    // Then
    assertThat(((Recalled.Known) recalled).checkpoints()).hasSize(1);
    assertThat(faults.byPlace()).containsOnlyKeys(one.toString());
  }

  @Test
  void aNewDirectoryDoesNotStandInForAUsedOneThatIsGone() throws IOException {
    // Given
    use(one);

    // When
    Recalled recalled = recall(one, two);

    // Then
    assertThat(recalled).isInstanceOf(Recalled.Refused.class);
  }

  @Test
  void aNewestFileThatTheLogDidNotSignIsNotPassedOver() throws IOException {
    // Given
    keep(one, SEED, ORIGIN, 3);
    keep(one, filled(2), ORIGIN, 5);

    // When
    Recalled recalled = recall(one);

    // Then
    assertThat(((Recalled.Refused) recalled).reason())
        .contains("0000000000000000005.checkpoint is no checkpoint that the log signed");
  }

  @Test
  void aNewestFileThatIsNoNoteIsNotPassedOver() throws IOException {
    // Given
    keep(one, SEED, ORIGIN, 3);
    Files.writeString(new AnchorDirectory(one, ORIGIN).path(4), "rubbish");

    // When
    Recalled recalled = recall(one);

    // Then
    assertThat(recalled).isInstanceOf(Recalled.Refused.class);
  }

  @Test
  void aCheckpointUnderAnotherSizeIsNotPassedOver() throws IOException {
    // Given
    keep(one, SEED, ORIGIN, 3);
    AnchorDirectory directory = new AnchorDirectory(one, ORIGIN);
    Files.copy(directory.path(3), directory.path(9));

    // When
    Recalled recalled = recall(one);

    // Then
    assertThat(((Recalled.Refused) recalled).reason()).contains("is an anchor of something else");
  }

  @Test
  void anotherLogOfThisInstallationIsARefusal() throws IOException {
    // Given
    keep(one, SEED, "ledgerline.invalid/before", 812);

    // When
    Recalled recalled = recall(one);

    // Then
    assertThat(((Recalled.Refused) recalled).reason())
        .contains("is of the log ledgerline.invalid/before with 812 entries")
        .contains("the database has the log " + ORIGIN);
  }

  @Test
  void anotherInstallationsLogIsNoneOfOurs() throws IOException {
    // Given
    keep(one, filled(2), "example.org/neighbour", 812);

    // When
    Recalled recalled = recall(one);

    // Then
    assertThat(recalled).isEqualTo(new Recalled.Known(List.of()));
  }

  @Test
  void anAnchorThatWasReplacedAfterItWasStampedIsARefusal()
      throws IOException, InterruptedException {
    // Given
    try (TestAuthority authority = new TestAuthority()) {
      TimestampVerifier verifier = new TimestampVerifier(List.of(authority.root()));
      keep(one, SEED, ORIGIN, 3);
      stamp(one, 3, authority, verifier);
      keep(one, SEED, ORIGIN, 5);
      Recalled before = recall(Optional.of(verifier), one);
      Path stamped = new AnchorDirectory(one, ORIGIN).path(3);
      Files.writeString(stamped, note(SEED, ORIGIN, 3, "rewritten"));

      // When
      Recalled after = recall(Optional.of(verifier), one);

      // Then
      assertThat(((Recalled.Known) before).checkpoints()).hasSize(2);
      assertThat(after)
          .isEqualTo(
              new Recalled.Refused(stamped + " is not what was stamped: the anchor was replaced"));
    }
  }

  @Test
  void aTimestampThatProvesNothingIsTold() throws IOException, InterruptedException {
    // Given
    try (TestAuthority authority = new TestAuthority();
        TestAuthority trusted = new TestAuthority()) {
      keep(one, SEED, ORIGIN, 3);
      stamp(one, 3, authority, new TimestampVerifier(List.of(authority.root())));

      // When
      Recalled recalled = recall(Optional.of(new TimestampVerifier(List.of(trusted.root()))), one);

      // Then
      assertThat(((Recalled.Known) recalled).checkpoints()).hasSize(1);
      assertThat(faults.byPlace().values()).singleElement().asString().contains("no trusted");
    }
  }

  private Recalled recall(Path... directories) {
    return recall(Optional.empty(), directories);
  }

  private Recalled recall(Optional<TimestampVerifier> verifier, Path... directories) {
    LogAnchors.Owner owner =
        new LogAnchors.Owner(
            ORIGIN,
            () -> List.of(SigningKey.ofSeed(ORIGIN, SEED).verifierKey()),
            origin -> SigningKey.ofSeed(origin, SEED).verifierKey());
    return new LogAnchors(owner, settings(directories), verifier, faults, Runnable::run)
        .recall()
        .await()
        .indefinitely();
  }

  private AnchorSettings settings(Path... directories) {
    return new AnchorSettings(
        List.of(directories),
        temporary.resolve("anchored"),
        Duration.ofMinutes(1),
        Duration.ofHours(1),
        Duration.ofMinutes(1));
  }

  private void use(Path directory) throws IOException {
    new UsedDirectories(temporary.resolve("anchored")).add(ORIGIN, directory);
  }

  private void keep(Path directory, byte[] seed, String origin, long size) throws IOException {
    boolean isNew =
        new AnchorDirectory(directory, origin).keep(size, Bytes.utf8(note(seed, origin, size, "")));
    assertThat(isNew).isTrue();
  }

  private static void stamp(
      Path directory, long size, TestAuthority authority, TimestampVerifier verifier)
      throws IOException, InterruptedException {
    AnchorDirectory anchors = new AnchorDirectory(directory, ORIGIN);
    try (TimestampClient client =
        new TimestampClient(authority.url(), Duration.ofMinutes(1), verifier, new Random(1))) {
      Bytes note = Bytes.owned(Files.readAllBytes(anchors.path(size)));
      assertThat(anchors.keepTimestamp(size, client.stamp(LogAnchors.imprint(note)))).isTrue();
    }
  }

  private static String note(byte[] seed, String origin, long size, String history) {
    Checkpoint checkpoint = new Checkpoint(origin, size, root(size, history));
    return SigningKey.ofSeed(origin, seed).sign(checkpoint.text()).render();
  }

  private static Checkpoint checkpoint(String origin, long size) {
    return new Checkpoint(origin, size, root(size, ""));
  }

  private static Digest root(long size, String history) {
    return Digest.ofLeaf(StandardCharsets.UTF_8.encode(size + history));
  }

  private static byte[] filled(int value) {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) value);
    return seed;
  }
}
