package io.ledgerline.projection.retraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.event.record.RetractionTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

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

  private static Retractions of(long retraction, long target) {
    Retractions retractions = new Retractions();
    add(retractions, retraction, target);
    return retractions;
  }

  private static void add(Retractions retractions, long retraction, long target) {
    retractions.add(
        new Retraction(
            retraction,
            new RetractionTarget.Event("urn:s", "id-" + target, "t"),
            "record-" + retraction,
            "ada",
            "a test"));
    retractions.resolve(retraction, target);
    assertThat(retractions.target(retraction)).contains(target);
  }
}
