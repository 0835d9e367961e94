package io.ledgerline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The broker that the other tests use.
class TestBrokerTest {

  @TempDir Path directory;

  @Test
  void keepsWhatItHasWhenItStopsAndStartsAgain() {
    // Given
    try (TestBroker broker = TestBroker.start(directory.resolve("broker"))) {
      broker.client().topic("events", 1);
      broker.client().send(new ProducerRecord<>("events", "one".getBytes(StandardCharsets.UTF_8)));

      // When
      broker.stop();
      broker.startAgain();

      // Then
      broker.client().send(new ProducerRecord<>("events", "two".getBytes(StandardCharsets.UTF_8)));
      assertThat(broker.client().read("events", 2))
          .extracting(found -> new String(found.value(), StandardCharsets.UTF_8))
          .containsExactly("one", "two");
      assertThat(broker.client().lag("nobody", "events")).isEqualTo(2);
    }
  }
}
