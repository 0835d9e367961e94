package io.ledgerline.assurance.contract;

import static io.ledgerline.assurance.contract.Nights.contract;
import static io.ledgerline.assurance.contract.Nights.event;
import static io.ledgerline.assurance.contract.Nights.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.projection.world.Entries.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// In whichever order, and however often, events come: once all have come, the same findings are
/// open. Contracts count from their entry on, so they come first.
@Execution(ExecutionMode.CONCURRENT)
class ContractOrderTest {

  private static final int WORLDS = 3;
  private static final int ORDERS = 3;
  private static final int NIGHTS = 10;

  @TempDir private Path directory;

  @Test
  void theSameFindingsAreOpenInTheEnd() {
    int findings = 0;
    for (long seed = 0; seed < WORLDS; seed++) {
      // Given
      List<Event> events = events(new Random(seed));
      List<String> expected = open("in-order-" + seed, events, 7);
      findings += expected.size();

      for (int order = 0; order < ORDERS; order++) {
        // When
        Random random = new Random(100 * seed + order);
        List<Event> shuffled = new ArrayList<>(events);
        shuffled.addAll(events.subList(0, random.nextInt(events.size())));
        Collections.shuffle(shuffled, random);
        List<String> open =
            open("world-" + seed + "-" + order, shuffled, 4 + random.nextInt(events.size() / 2));

        // Then
        assertThat(open).as("world %s, order %s", seed, order).isEqualTo(expected);
      }
    }
    assertThat(findings).isGreaterThan(WORLDS);
  }

  private List<String> open(String name, List<Event> events, int batch) {
    try (World world = new World(directory.resolve(name), ContractSettings.DEFAULTS)) {
      world.add(contract("1", "end", "\"ratio\":{\"min\":0.9},\"freshness\":\"P30D\""));
      for (int from = 0; from < events.size(); from += batch) {
        world.add(events.subList(from, Math.min(events.size(), from + batch)));
      }
      return world.openTexts();
    }
  }

  /// Three jobs in a row, some nights of which lose rows, fail, change columns, say nothing, or say
  /// it again.
  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    for (int night = 0; night < NIGHTS; night++) {
      long raw = 1_000L + random.nextInt(200);
      long middle = random.nextInt(6) == 0 ? raw * 95 / 100 : raw;
      long end = random.nextInt(6) == 0 ? middle * 80 / 100 : middle;
      String column = random.nextInt(8) == 0 ? "b" : "a";
      events.add(event("START", "raw", night, 0, "", "", ""));
      events.add(
          event(
              random.nextInt(10) == 0 ? "FAIL" : "COMPLETE",
              "raw",
              night,
              2,
              "",
              "raw",
              rows(raw)));
      events.add(event("START", "middle", night, random.nextInt(6), "raw", "middle", ""));
      events.add(event("RUNNING", "middle", night, 6, "", "middle", rows(raw / 2)));
      events.add(
          event(
              "COMPLETE",
              "middle",
              night,
              7,
              "",
              "middle",
              random.nextInt(10) == 0 ? "" : rows(middle, column)));
      events.add(event("START", "end", night, 8, "middle", "end", ""));
      events.add(event("COMPLETE", "end", night, 9, "middle", "end", rows(end)));
      if (random.nextInt(5) == 0) {
        events.add(event("OTHER", "end", night, 10, "", "end", rows(middle)));
      }
    }
    return events;
  }
}
