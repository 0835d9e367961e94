package io.ledgerline.projection.retraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.event.record.RetractionTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which retractions count, in whatever order they come.
class RetractionsTest {

  @Test
  void aRetractionOfARetractionRestoresTheEntry() {
    // Given
    Retractions retractions = of(10, 1);

    // When
    add(retractions, 11, 10);

    // Then
    assertThat(retractions.of(1)).isEmpty();
    assertThat(retractions.of(10)).containsExactly(11L);
  }

  @Test
  void aRetractionThatIsRestoredCountsAgain() {
    // Given
    Retractions retractions = of(10, 1);
    add(retractions, 11, 10);

    // When
    add(retractions, 12, 11);

    // Then
    assertThat(retractions.of(1)).containsExactly(10L);
    assertThat(retractions.of(10)).isEmpty();
  }

  @Test
  void anEntryStaysRetractedWhileOneOfItsRetractionsCounts() {
    // Given
    Retractions retractions = of(10, 1);
    add(retractions, 11, 1);

    // When
    add(retractions, 12, 10);

    // Then
    assertThat(retractions.of(1)).containsExactly(11L);
  }

  @Test
  void retractionsInACircleDoNotCount() {
    // Given
    Retractions retractions = of(10, 11);
    add(retractions, 13, 13);

    // When
    add(retractions, 11, 10);

    // Then
    assertThat(retractions.counting()).isEmpty();
  }

  @Test
  void theOrderInWhichRetractionsBecomeKnownDoesNotMatter() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      // Given
      List<long[]> pairs = new ArrayList<>();
      for (long retraction = 10; retraction < 22; retraction++) {
        pairs.add(new long[] {retraction, random.nextInt(22)});
      }
      Retractions expected = new Retractions();
      pairs.forEach(pair -> add(expected, pair[0], pair[1]));
      Collections.shuffle(pairs, random);

      // When
      Retractions shuffled = new Retractions();
      pairs.forEach(pair -> add(shuffled, pair[0], pair[1]));

      // Then
      assertThat(shuffled.counting()).as("round %s", round).isEqualTo(expected.counting());
    }
  }

  @Test
  void aRetractionThatIsForgottenRetractsNothing() {
    // Given
    Retractions retractions = of(10, 1);
    add(retractions, 11, 10);

    // When
    retractions.forget(11);

    // Then
    assertThat(retractions.of(1)).containsExactly(10L);
    assertThat(retractions.has(11)).isFalse();
    assertThat(retractions.has(10)).isTrue();
  }

  @Test
  void countingIsWhatTheDefinitionSays() {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      // Given
      Retractions retractions = new Retractions();
      SortedMap<Long, Long> targets = new TreeMap<>();
      int count = 1 + random.nextInt(12);
      for (long retraction = 5; retraction < 5 + count; retraction++) {
        targets.put(retraction, (long) random.nextInt(5 + count));
      }

      // When
      targets.forEach((retraction, target) -> add(retractions, retraction, target));

      // Then
      assertThat(retractions.counting()).as("%s", targets).isEqualTo(defined(targets));
    }
  }

  @Test
  @Timeout(60)
  void aLongChainIsWeighedInOnePass() {
    // Given
    Retractions retractions = new Retractions();
    for (long retraction = 10; retraction < 20_010; retraction++) {
      add(retractions, retraction, retraction - 1);
    }

    // When
    int count = retractions.counting().size();

    // Then
    assertThat(count).isEqualTo(10_000);
    assertThat(retractions.of(20_008)).containsExactly(20_009L);
    assertThat(retractions.of(9)).isEmpty();
  }

  @Test
  void unresolvedOnesComeInTurn() {
    // Given
    Retractions retractions = of(12, 1);
    for (long index : List.of(10L, 11L, 13L, 14L)) {
      retractions.add(retraction(index, 900));
    }

    // When / Then
    assertThat(retractions.unresolved(11, 2))
        .extracting(Retraction::index)
        .containsExactly(11L, 13L);
    assertThat(retractions.unresolved(14, 2))
        .extracting(Retraction::index)
        .containsExactly(14L, 10L);
    assertThat(retractions.unresolved()).hasSize(4);
  }

  /// Again and again: one counts if all against it fail, and fails if one against it counts.
  private static SortedMap<Long, SortedSet<Long>> defined(SortedMap<Long, Long> targets) {
    SortedSet<Long> counts = new TreeSet<>();
    SortedSet<Long> fails = new TreeSet<>();
    boolean isMoving = true;
    while (isMoving) {
      isMoving = false;
      for (long retraction : targets.keySet()) {
        List<Long> against =
            targets.entrySet().stream()
                .filter(other -> other.getValue() == retraction)
                .map(other -> other.getKey())
                .toList();
        if (fails.containsAll(against)) {
          isMoving |= counts.add(retraction);
        } else if (against.stream().anyMatch(one -> counts.contains(one))) {
          isMoving |= fails.add(retraction);
        }
      }
    }
    SortedMap<Long, SortedSet<Long>> retracted = new TreeMap<>();
    counts.forEach(
        retraction ->
            retracted
                .computeIfAbsent(targets.get(retraction), none -> new TreeSet<>())
                .add(retraction));
    return retracted;
  }

  private static Retractions of(long retraction, long target) {
    Retractions retractions = new Retractions();
    add(retractions, retraction, target);
    return retractions;
  }

  private static void add(Retractions retractions, long retraction, long target) {
    retractions.add(retraction(retraction, target));
    retractions.resolve(retraction, target);
    assertThat(retractions.target(retraction)).contains(target);
  }

  private static Retraction retraction(long index, long target) {
    return new Retraction(
        index,
        new RetractionTarget.Event("urn:s", "id-" + target, "t"),
        "record-" + index,
        "ada",
        "a test");
  }
}
