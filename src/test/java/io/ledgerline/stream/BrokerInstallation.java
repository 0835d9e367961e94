package io.ledgerline.stream;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A broker for a `@QuarkusTest`, and a service that reads two of its topics and publishes on
/// others.
public final class BrokerInstallation implements QuarkusTestResourceLifecycleManager {

  static final String LINEAGE = "lineage";
  static final String RECORDS = "records";
  static final String DEAD_LETTERS = "refused";
  static final String GRAPH = "graph";
  static final String ENTRIES = "entries";
  static final String GROUP = "ledgerline-test";

  private @Nullable Path directory;
  private @Nullable TestBroker broker;

  @Override
  public Map<String, String> start() {
    try {
      Path fresh = Files.createTempDirectory(Path.of("target"), "broker-");
      directory = fresh;
      TestBroker started = TestBroker.start(fresh.resolve("files"));
      broker = started;
      started.client().topic(LINEAGE, 3);
      started.client().topic(RECORDS, 1);
      started.client().topic(DEAD_LETTERS, 1);
      return Map.of(
          "ledgerline.kafka.bootstrap-servers",
          started.address(),
          "ledgerline.kafka.topics",
          LINEAGE + "," + RECORDS,
          "ledgerline.kafka.group",
          GROUP,
          "ledgerline.kafka.dead-letter-topic",
          DEAD_LETTERS,
          "ledgerline.kafka.commit-interval",
          "PT0.1S",
          "ledgerline.kafka.out.graph-topic",
          GRAPH,
          "ledgerline.kafka.out.entry-topic",
          ENTRIES);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void stop() {
    if (broker != null) {
      broker.close();
    }
    if (directory != null) {
      delete(directory);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
