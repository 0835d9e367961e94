package io.ledgerline.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.history.KeyRotation;
import io.ledgerline.rotation.RotationStore.Kept;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every store of rotations must do.
public abstract class RotationStoreContract {

  /// A store that knows the log.
  protected abstract RotationStore open(Genesis genesis);

  @Test
  void keepsRotationsInTheOrderOfTheirEntries() {
    // Given
    Genesis genesis = genesis("rotation order");
    RotationStore store = open(genesis);
    Kept first = kept(7, 1, 2);
    Kept second = kept(9, 2, 3);
    store.keep(genesis.log(), second).await().indefinitely();
    store.keep(genesis.log(), first).await().indefinitely();

    // When
    List<Kept> all = store.all(genesis.log()).await().indefinitely();

    // Then
    assertThat(all).containsExactly(first, second);
  }

  @Test
  void theFirstOfAnEntryStays() {
    // Given
    Genesis genesis = genesis("rotation once");
    RotationStore store = open(genesis);
    Kept first = kept(7, 1, 2);
    store.keep(genesis.log(), first).await().indefinitely();
    store.keep(genesis.log(), kept(7, 2, 3)).await().indefinitely();

    // When
    List<Kept> all = store.all(genesis.log()).await().indefinitely();

    // Then
    assertThat(all).containsExactly(first);
  }

  @Test
  void twoLogsDoNotMeet() {
    // Given
    Genesis one = genesis("rotation one");
    Genesis two = genesis("rotation two");
    open(one).keep(one.log(), kept(7, 1, 2)).await().indefinitely();

    // When
    List<Kept> all = open(two).all(two.log()).await().indefinitely();

    // Then
    assertThat(all).isEmpty();
  }

  private static Kept kept(long index, int from, int to) {
    return new Kept(index, KeyRotation.sign("a log", key(from), key(to)).note());
  }

  private static SigningKey key(int value) {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    seed[0] = (byte) value;
    return SigningKey.ofSeed(TestLedgers.ORIGIN, seed);
  }

  private static Genesis genesis(String tenant) {
    Genesis base = TestLedgers.genesis();
    return new Genesis(
        new LogId(new UUID(tenant.hashCode(), 3)),
        base.origin(),
        base.baseIri(),
        tenant,
        base.key(),
        base.segmentSize());
  }
}
