package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A growing tree, against [ReferenceTree].
class FrontierTest {

  @Test
  void hasTheReferenceRootAtEverySizeUpTo600() {
    // Given
    ReferenceTree tree = ReferenceTree.ofSize(600);
    Frontier frontier = Frontier.EMPTY;

    for (int size = 0; size < 600; size++) {
      // When
      Frontier grown = frontier.append(tree.leafHashes().subList(size, size + 1));

      // Then
      assertThat(frontier.root()).as("size %s", size).isEqualTo(ReferenceTree.ofSize(size).root());
      assertThat(Frontier.parse(size, frontier.toArray())).isEqualTo(frontier);
      frontier = grown;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 70_000})
  void hasTheReferenceRootHoweverTheLeavesAreBatched(int size) {
    // Given
    ReferenceTree tree = ReferenceTree.ofSize(size);
    long seed = size;
    Random random = new Random(seed);
    Frontier frontier = Frontier.EMPTY;

    // When
    while (frontier.size() < size) {
      int from = (int) frontier.size();
      int to = Math.min(size, from + random.nextInt(2_000));
      frontier = frontier.append(tree.leafHashes().subList(from, to));
    }

    // Then
    assertThat(frontier.root()).as("seed %s", seed).isEqualTo(tree.root());
    assertThat(frontier.roots()).hasSize(Integer.bitCount(size));
  }

  @Test
  void treesThatAreJoinedAreTheTreeOfAllLeaves() {
    // Given
    List<Digest> leaves = ReferenceTree.ofSize(200).leafHashes();
    for (int size = 0; size <= 128; size++) {
      for (int more = 0; more <= 64; more++) {
        Frontier before = Frontier.EMPTY.append(leaves.subList(0, size));
        Frontier behind = Frontier.EMPTY.append(leaves.subList(size, size + more));
        if (more == 0 || size % Integer.highestOneBit(more) == 0) {
          // When
          Frontier joined = before.join(behind);

          // Then
          assertThat(joined)
              .as("%s and %s", size, more)
              .isEqualTo(Frontier.EMPTY.append(leaves.subList(0, size + more)));
        } else {
          assertThatThrownBy(() -> before.join(behind))
              .isInstanceOf(IllegalArgumentException.class);
        }
      }
    }
  }

  @Test
  void refusesRootsThatDoNotFitTheSize() {
    assertThatThrownBy(() -> new Frontier(3, List.of(Digest.EMPTY_ROOT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a tree of size 3 has not 1 perfect subtrees");
    assertThatThrownBy(() -> new Frontier(-1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Frontier.parse(1, new byte[33]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
