package io.ledgerline.stream.out;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.house.SharedFiles;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.stream.TestBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A real Fuseki that reads the topic with the module for it serves our graph.
@ExtendWith(SharedBroker.class)
@Execution(ExecutionMode.CONCURRENT)
class FusekiTest {

  @TempDir Path directory;
  private TestBroker broker;
  private OutWorld world;

  @BeforeEach
  void begin(TestBroker shared) {
    broker = shared;
    world = new OutWorld(shared, directory);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void servesOurGraphOfTheRealEventsQuadForQuad() throws IOException, InterruptedException {
    // Given
    Path folder = SharedFiles.require("data/openlineage-compat");
    List<Entries.Event> events = new ArrayList<>(Entries.creditScoringWithRecords());
    Entries.compatibilityScenarios(folder).forEach(events::addAll);
    Collections.shuffle(events, new Random(5));
    GraphFeed feed = world.graphFeed("a");
    world.append(events.subList(0, 60));
    world.run(feed);
    String topic = world.announced().topic(world.graphTopic);
    try (FusekiProcess fuseki = new FusekiProcess(directory, broker.address(), topic)) {
      fuseki.await(60);

      // When
      world.append(events.subList(60, events.size()));
      world.run(feed);
      feed.close();
      fuseki.await(world.ledger.size() - 1);

      // Then
      assertThat(fuseki.quads()).containsExactlyElementsOf(world.ours());
    }
  }
}
