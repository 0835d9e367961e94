package io.ledgerline.assurance.contract;

import static io.ledgerline.assurance.contract.Nights.event;
import static io.ledgerline.assurance.contract.Nights.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.projection.world.Entries.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What is looked at again when an event comes late.
@Execution(ExecutionMode.CONCURRENT)
class ReachTest {

  private static final int OTHERS = 40;
  private static final int LATE = 6;

  @TempDir private Path directory;

  @Test
  void theNextRunOfAJobIsReachedHoweverManyOthersWroteMeanwhile() {
    // Given
    List<Event> events = new ArrayList<>();
    for (int night = 0; night <= LATE; night++) {
      events.add(event("COMPLETE", "job", night, 0, "", "out", rows(1_000)));
    }
    for (int other = 0; other < OTHERS; other++) {
      events.add(event("COMPLETE", "other-" + other, LATE + 1, other, "", "out", rows(1_000)));
    }
    events.add(event("COMPLETE", "job", LATE + 2, 0, "", "out", rows(400)));
    List<String> expected = open("in-order", events);

    // When
    events.add(events.remove(LATE));

    // Then
    assertThat(expected).hasSize(1);
    assertThat(open("late", events)).isEqualTo(expected);
  }

  @Test
  void whatIsReachedInTwoWaysReachesOnToo() {
    // Given
    List<Event> events = new ArrayList<>();
    events.add(Nights.contract("1", "out", "\"nulls\":[{\"column\":\"a\",\"max\":0.1}]"));
    events.add(event("COMPLETE", "job", 1, 0, "", "out", rows(1, "a")));
    events.add(event("START", "job", 0, 0, "", "out", ""));
    events.add(event("COMPLETE", "reader", 0, 5, "out", "report", rows(1)));
    events.add(event("COMPLETE", "job", 0, 1, "", "out", rows(1, "b")));

    // When / Then
    try (World atOnce = new World(directory.resolve("at-once"), ContractSettings.DEFAULTS);
        World byAndBy = new World(directory.resolve("by-and-by"), ContractSettings.DEFAULTS)) {
      atOnce.add(events.subList(0, 3)).add(events.subList(3, 5));
      events.forEach(byAndBy::add);
      assertThat(atOnce.openTexts()).isEqualTo(byAndBy.openTexts());
      assertThat(atOnce.openTexts()).anyMatch(text -> text.startsWith("schema-drift"));
    }
  }

  private List<String> open(String name, List<Event> events) {
    try (World world = new World(directory.resolve(name), ContractSettings.DEFAULTS)) {
      events.forEach(world::add);
      return world.openTexts();
    }
  }
}
