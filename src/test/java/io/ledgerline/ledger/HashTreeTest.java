package io.ledgerline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.Hasher;
import io.ledgerline.merkle.InclusionProof;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Roots and proofs of [HashTree], against [Frontier] and against the verification of proofs.
class HashTreeTest {

  private static final LogId LOG = new LogId(new UUID(0, 1));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 511, 512, 513, 1_000, 65_535, 65_536, 66_001})
  void hasTheRootOfTheFrontierAndProvesEveryKindOfPlace(int size) {
    // Given
    List<Digest> leafHashes = leafHashes(size);
    HashTree tree = new HashTree(LOG, new Leaves(leafHashes).store());
    Digest root = Frontier.EMPTY.append(leafHashes).root();
    List<Integer> places =
        Stream.of(0, 1, 254, 255, 256, 257, 65_535, size / 2, size - 2, size - 1)
            .filter(place -> place >= 0 && place < size)
            .toList();

    // When
    Digest found = tree.root(size).await().indefinitely();
    List<InclusionProof> proofs =
        places.stream().map(place -> tree.proof(place, size, root).await().indefinitely()).toList();

    // Then
    assertThat(found).isEqualTo(root);
    assertThat(proofs).allMatch(proof -> proof.proves(leafHashes.get((int) proof.index()), root));
  }

  @Test
  void provesAgainstEverySizeThatItHasPassed() {
    // Given
    List<Digest> leafHashes = leafHashes(1_300);
    HashTree tree = new HashTree(LOG, new Leaves(leafHashes).store());
    tree.append(0, leafHashes);
    Random random = new Random(5);

    // When
    List<Integer> wrong =
        IntStream.range(0, 300)
            .map(i -> 1 + random.nextInt(1_299))
            .filter(
                size -> {
                  Digest root = Frontier.EMPTY.append(leafHashes.subList(0, size)).root();
                  int index = random.nextInt(size);
                  return !tree.root(size).await().indefinitely().equals(root)
                      || !tree.proof(index, size, root)
                          .await()
                          .indefinitely()
                          .proves(leafHashes.get(index), root);
                })
            .boxed()
            .toList();

    // Then
    assertThat(wrong).isEmpty();
  }

  @Test
  void passesOverWhatItHasAndWhatIsBehindAGap() {
    // Given
    List<Digest> leafHashes = leafHashes(600);
    HashTree tree = new HashTree(LOG, new Leaves(leafHashes).store());

    // When
    tree.append(0, leafHashes.subList(0, 200));
    tree.append(100, leafHashes.subList(100, 300));
    tree.append(400, leafHashes.subList(400, 500));

    // Then
    assertThat(tree.root(600).await().indefinitely())
        .isEqualTo(Frontier.EMPTY.append(leafHashes).root());
  }

  @Test
  void refusesToProveAgainstARootThatIsNotTheTrees() {
    // Given
    List<Digest> leafHashes = leafHashes(300);
    HashTree tree = new HashTree(LOG, new Leaves(leafHashes).store());

    // When
    Throwable failure =
        catchThrowable(() -> tree.proof(7, 300, Digest.EMPTY_ROOT).await().indefinitely());

    // Then
    assertThat(failure)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("entry 7 is not in the tree of 300 entries that was signed");
  }

  @Test
  void saysSoWhereTheStoreEndsTooEarly() {
    // Given
    HashTree tree = new HashTree(LOG, new Leaves(leafHashes(10)).store());

    // When
    Throwable failure = catchThrowable(() -> tree.root(11).await().indefinitely());

    // Then
    assertThat(failure)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("the store ends at entry 10");
  }

  private static List<Digest> leafHashes(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Hasher().u32(i).finish()).toList();
  }

  /// A source of leaf hashes alone.
  private record Leaves(List<Digest> hashes) {

    HashTree.LeafHashes store() {
      return (log, from, countMax) ->
          Uni.createFrom().item(() -> hashes.stream().skip(from).limit(countMax).toList());
    }
  }
}
