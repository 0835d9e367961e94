package io.ledgerline.stream;

import static io.ledgerline.http.Requests.runEvent;
import static io.ledgerline.http.Requests.withKey;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// A service that publishes to a broker.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
@WithTestResource(BrokerInstallation.class)
class KafkaOutTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void publishesWhatItRecordsAndSaysHowItStands() {
    // Given
    int index =
        withKey()
            .contentType("application/json")
            .body(runEvent("kafka-out"))
            .post("/api/v1/lineage")
            .jsonPath()
            .getInt("index");

    // When
    awaitPublished(index);

    // Then
    try (BrokerClient broker = new BrokerClient(address())) {
      List<ConsumerRecord<byte[], byte[]>> notices =
          broker.read(BrokerInstallation.ENTRIES, index + 1);
      JsonPath notice = new JsonPath(new String(notices.get(index).value(), UTF_8));
      assertThat(notice.getInt("data.index")).isEqualTo(index);
      assertThat(notice.getString("type")).isEqualTo("openlineage-run-event");
      List<ConsumerRecord<byte[], byte[]>> announced = broker.read(BrokerInstallation.GRAPH, 1);
      JsonPath announcement = new JsonPath(new String(announced.getFirst().value(), UTF_8));
      assertThat(announcement.getString("data.topic")).isEqualTo(BrokerInstallation.GRAPH + ".1");
    }
    String metrics = given().get("/q/metrics").asString();
    for (String what : List.of("graph", "entries")) {
      assertThat(metrics)
          .contains("ledgerline_kafka_out_lag_entries{what=\"" + what + "\"}")
          .contains("ledgerline_kafka_out_publishing{what=\"" + what + "\"} 1.0")
          .contains("ledgerline_kafka_out_failures_attempts{what=\"" + what + "\"} 0.0")
          .contains("ledgerline_kafka_out_records_total{what=\"" + what + "\"}")
          .contains("ledgerline_kafka_out_bytes_total{what=\"" + what + "\"}");
    }
    assertThat(metrics).contains("ledgerline_kafka_out_generation{what=\"graph\"} 1.0");
    assertThat(given().get("/q/health/ready").asString())
        .contains("kafka out", "\"graph: topic\": \"" + BrokerInstallation.GRAPH + ".1\"");
  }

  private static void awaitPublished(int index) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (lag("graph") > 0 || lag("entries") > 0) {
      assertThat(System.nanoTime()).as("entry %s is not published", index).isLessThan(end);
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static double lag(String what) {
    String name = "ledgerline_kafka_out_lag_entries{what=\"" + what + "\"} ";
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> Double.valueOf(line.substring(name.length())))
        .filter(lag -> !lag.isNaN())
        .findFirst()
        .orElse(Double.MAX_VALUE);
  }

  private static String address() {
    return ConfigProvider.getConfig().getValue("ledgerline.kafka.bootstrap-servers", String.class);
  }
}
