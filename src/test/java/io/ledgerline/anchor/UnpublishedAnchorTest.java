package io.ledgerline.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.anchor.directory.AnchorDirectory;
import io.ledgerline.anchor.directory.AnchorFile;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.publication.Publication;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Anchors go on while witnesses do not answer.
class UnpublishedAnchorTest {

  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir private Path temporary;

  @Test
  void keepsAnAnchorOfWhatIsSignedAndNotPublished() throws IOException {
    // Given
    Ledger waiting = unpublished();
    AnchorSettings settings =
        new AnchorSettings(
            List.of(temporary.resolve("one")), temporary.resolve("anchored"), NEVER, NEVER, NEVER);
    AnchorKeeper keeper =
        new AnchorKeeper(
            waiting,
            note -> note.withSignaturesOf(List.of(waiting.genesis().key())),
            settings,
            Optional.empty(),
            new AnchorFaults(),
            Executors.newSingleThreadScheduledExecutor());

    // When
    keeper.close();

    // Then
    AnchorFile newest =
        new AnchorDirectory(temporary.resolve("one"), TestLedgers.ORIGIN).newest().getFirst();
    assertThat(waiting.checkpoint().await().indefinitely()).isEmpty();
    assertThat(newest.size()).isEqualTo(1);
    assertThat(newest.note().utf8()).isEqualTo(waiting.signed().orElseThrow().render());
    waiting.close();
  }

  /// A ledger whose witnesses never answer.
  private static Ledger unpublished() {
    Ledger.Setup base = TestLedgers.setup(new InMemoryEntryStore(), new InMemoryCheckpointStore());
    Publication never =
        new Publication() {
          @Override
          public Uni<Void> resume(Optional<SignedNote> signed) {
            return Uni.createFrom().voidItem();
          }

          @Override
          public Uni<Void> offer(Offer offer) {
            return Uni.createFrom().voidItem();
          }

          @Override
          public Optional<SignedNote> newest() {
            return Optional.empty();
          }

          @Override
          public Optional<String> fault() {
            return Optional.of("the quorum of witnesses is not met");
          }
        };
    return Ledger.open(
            TestLedgers.genesis(),
            new Ledger.Setup(
                base.entries(),
                base.checkpoints(),
                base.tiles(),
                base.keys(),
                base.settings(),
                base.clock(),
                base.random(),
                base.executor(),
                base.guard(),
                never))
        .await()
        .indefinitely();
  }
}
