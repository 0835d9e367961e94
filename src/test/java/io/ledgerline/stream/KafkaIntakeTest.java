package io.ledgerline.stream;

import static io.ledgerline.http.Requests.eventually;
import static io.ledgerline.http.Requests.metrics;
import static io.ledgerline.http.Requests.runEvent;
import static io.ledgerline.http.Requests.withKey;
import static io.ledgerline.stream.Produced.data;
import static io.ledgerline.stream.Produced.header;
import static io.ledgerline.stream.Produced.letter;
import static io.ledgerline.stream.Produced.lineageRecord;
import static io.ledgerline.stream.Produced.oversight;
import static io.ledgerline.stream.Produced.recordOf;
import static io.ledgerline.stream.Produced.uuid;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.wiring.TestInstallation;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.OpenLineageClientUtils;
import io.openlineage.client.transports.KafkaConfig;
import io.openlineage.client.transports.KafkaTransport;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What comes from a real broker, and what came of it.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
@WithTestResource(BrokerInstallation.class)
class KafkaIntakeTest {

  private static final String LINEAGE = BrokerInstallation.LINEAGE;
  private static final String RECORDS = BrokerInstallation.RECORDS;

  private BrokerClient broker;

  @BeforeEach
  void connect() {
    broker = new BrokerClient(address());
  }

  @AfterEach
  void disconnect() {
    broker.close();
  }

  @Test
  void recordsWhatTheOfficialClientOfOpenLineageWritesToKafka() throws Exception {
    // Given
    OpenLineage.RunEvent event = officialEvent();
    Properties properties = new Properties();
    properties.put("bootstrap.servers", address());
    properties.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
    properties.put("value.serializer", "org.apache.kafka.common.serialization.StringSerializer");

    // When
    OpenLineageClient client =
        OpenLineageClient.builder()
            .transport(new KafkaTransport(new KafkaConfig(LINEAGE, null, properties)))
            .build();
    client.emit(event);
    client.close();

    // Then
    broker.awaitCommitted(BrokerInstallation.GROUP, LINEAGE);
    assertThat(lineage(OpenLineageClientUtils.toJson(event))).isEqualTo(200);
  }

  @Test
  void recordsAnEventWithAnyKeyOnceHoweverOftenItComes() {
    // Given
    String event = runEvent("kafka-any-key");

    // When
    broker.send(
        List.of(
            lineageRecord(null, event),
            lineageRecord("run:a/b".getBytes(UTF_8), event),
            lineageRecord(new byte[] {(byte) 0xff, 0}, event)));

    // Then
    broker.awaitCommitted(BrokerInstallation.GROUP, LINEAGE);
    assertThat(lineage(event)).isEqualTo(200);
  }

  @Test
  void anEventInStructuredModeIsTheSameAsOverHttp() {
    // Given
    String event = oversight("kafka-structured", "stop");
    ProducerRecord<byte[], byte[]> produced = new ProducerRecord<>(RECORDS, event.getBytes(UTF_8));
    header(produced, "content-type", "application/cloudevents+json; charset=UTF-8");

    // When
    broker.send(produced);

    // Then
    broker.awaitCommitted(BrokerInstallation.GROUP, RECORDS);
    Response again =
        withKey().contentType("application/cloudevents+json").body(event).post("/api/v1/events");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.jsonPath().getString("leaf")).contains("\"producer\":\"kafka\"");
  }

  @Test
  void anEventInBinaryModeIsTheSameAsOverHttpWhateverIsInItsAttributes() {
    // Given
    String data = data("kafka-binary", "stop");
    ProducerRecord<byte[], byte[]> produced = new ProducerRecord<>(RECORDS, data.getBytes(UTF_8));
    header(produced, "ce_specversion", "1.0");
    header(produced, "ce_id", uuid("kafka-binary"));
    header(produced, "ce_subject", " 100 % \"größer\"");
    header(produced, "ce_source", "https://example.org/a%20b");
    header(produced, "ce_type", "io.ledgerline.oversight.v1");
    header(produced, "ce_time", "2026-01-01T00:00:00Z");
    header(produced, "content-type", "application/json");
    header(produced, "traceparent", "not an attribute");

    // When
    broker.send(produced);

    // Then
    broker.awaitCommitted(BrokerInstallation.GROUP, RECORDS);
    Response again =
        withKey()
            .contentType("application/json")
            .header("ce-specversion", "1.0")
            .header("ce-id", uuid("kafka-binary"))
            .header("ce-subject", "%20100%20%25%20%22gr%C3%B6%C3%9Fer%22")
            .header("ce-source", "https://example.org/a%2520b")
            .header("ce-type", "io.ledgerline.oversight.v1")
            .header("ce-time", "2026-01-01T00:00:00Z")
            .body(data)
            .post("/api/v1/events");
    assertThat(again.statusCode()).isEqualTo(200);
  }

  @Test
  void whatCannotBeAcceptedGoesToTheDeadLetterTopicWithReasonAndPlaceAndStopsNothing() {
    // Given
    String invalid = runEvent("kafka-invalid").replace("2026-01-01T00:00:00Z", "yesterday");
    String other = oversight("kafka-contradicted", "review");
    String first = oversight("kafka-contradicted", "stop");
    String after = runEvent("kafka-after");
    long before = lettersNow();

    // When
    broker.send(recordOf("k", invalid));
    broker.send(recordOf(null, "{"));
    broker.send(new ProducerRecord<>(RECORDS, "k".getBytes(UTF_8), null));
    broker.send(header(recordOf(null, first), "content-type", "application/cloudevents+json"));
    broker.send(header(recordOf(null, other), "content-type", "application/cloudevents+json"));
    broker.send(header(recordOf(null, "[]"), "content-type", "application/cloudevents-batch+json"));
    broker.send(header(recordOf(null, after), "Ledgerline-Sequence", "first"));
    broker.send(recordOf(null, after));

    // Then
    broker.awaitCommitted(BrokerInstallation.GROUP, RECORDS);
    List<ConsumerRecord<byte[], byte[]>> letters = letters(before, 6);
    assertThat(letters)
        .extracting(letter -> value(letter, "dead-letter-problem"))
        .containsExactlyInAnyOrder(
            "invalid-event",
            "malformed-json",
            "malformed-json",
            "contradiction",
            "unsupported-media-type",
            "malformed-request");
    assertThat(letters)
        .allSatisfy(l -> assertThat(value(l, "dead-letter-topic")).isEqualTo(RECORDS));
    ConsumerRecord<byte[], byte[]> letter =
        letters.stream()
            .filter(l -> value(l, "dead-letter-problem").equals("invalid-event"))
            .findFirst()
            .orElseThrow();
    assertThat(value(letter, "dead-letter-reason")).startsWith("/eventTime ");
    assertThat(value(letter, "dead-letter-partition")).isEqualTo("0");
    assertThat(value(letter, "dead-letter-offset")).matches("[0-9]+");
    assertThat(new String(letter.key(), UTF_8)).isEqualTo("k");
    assertThat(new String(letter.value(), UTF_8)).isEqualTo(invalid);
    assertThat(lineage(after)).isEqualTo(200);
    assertThat(withKey().get("/api/v1/quarantine?limit=20").jsonPath().getList("refusals.producer"))
        .contains("kafka");
  }

  @Test
  void aDeadLetterIsTakenOnceMoreAndWhatIsRefusedAgainKeepsItsPlace() {
    // Given
    String mended = runEvent("kafka-mended");
    long before = lettersNow();
    broker.send(letter(mended, "41"));
    broker.send(letter("{\"still\":\"no event\"}", "42"));

    // When
    Response replayed = withKey().post("/api/v1/kafka/replay");

    // Then
    int refused = replayed.jsonPath().getInt("refused");
    assertThat(replayed.jsonPath().getMap(""))
        .isEqualTo(
            Map.of("read", refused + 1, "recorded", 1, "known", 0, "refused", refused, "left", 0));
    assertThat(lineage(mended)).isEqualTo(200);
    ConsumerRecord<byte[], byte[]> again = letters(before, 2 + refused).getLast();
    assertThat(value(again, "dead-letter-topic")).isEqualTo("elsewhere");
    assertThat(value(again, "dead-letter-offset")).isEqualTo("42");
    assertThat(value(again, "dead-letter-problem")).isEqualTo("invalid-event");
  }

  @Test
  void aReplayStopsWhereItIsToldToAndGoesOnThere() {
    // Given
    broker.send(letter(runEvent("kafka-replay-1"), "1"));
    broker.send(letter(runEvent("kafka-replay-2"), "2"));
    broker.send(letter(runEvent("kafka-replay-3"), "3"));

    // When
    Response first = withKey().post("/api/v1/kafka/replay?limit=2");
    Response second = withKey().post("/api/v1/kafka/replay");

    // Then
    assertThat(first.jsonPath().getInt("read")).isEqualTo(2);
    assertThat(second.jsonPath().getInt("read"))
        .isEqualTo(first.jsonPath().getInt("left") + first.jsonPath().getInt("refused"));
    assertThat(second.jsonPath().getInt("left")).isZero();
    assertThat(first.jsonPath().getInt("recorded") + second.jsonPath().getInt("recorded"))
        .isEqualTo(3);
  }

  @Test
  void countsWhatItReadsAndSaysHowItStands() {
    // Given
    broker.send(lineageRecord(null, runEvent("kafka-counted")));
    broker.awaitCommitted(BrokerInstallation.GROUP, LINEAGE);

    // When
    eventually(() -> metrics().contains("ledgerline_kafka_in_flight_records 0.0"));
    Response health = given().get("/q/health/ready");

    // Then
    assertThat(metrics())
        .containsPattern("ledgerline_kafka_records_total\\{outcome=\"new\"} [1-9]")
        .containsPattern("ledgerline_kafka_lag_records [0-9]");
    assertThat(health.jsonPath().getString("checks.find { it.name == 'kafka' }.status"))
        .isEqualTo("UP");
  }

  private long lettersNow() {
    return broker.lag("nobody", BrokerInstallation.DEAD_LETTERS);
  }

  private List<ConsumerRecord<byte[], byte[]>> letters(long before, int count) {
    List<ConsumerRecord<byte[], byte[]>> all =
        broker.read(BrokerInstallation.DEAD_LETTERS, (int) before + count);
    return all.subList((int) before, all.size());
  }

  private static String value(ConsumerRecord<byte[], byte[]> letter, String header) {
    return new String(letter.headers().lastHeader(header).value(), UTF_8);
  }

  private static int lineage(String event) {
    return withKey()
        .contentType("application/json")
        .body(event)
        .post("/api/v1/lineage")
        .statusCode();
  }

  private static String address() {
    return ConfigProvider.getConfig().getValue("ledgerline.kafka.bootstrap-servers", String.class);
  }

  private static OpenLineage.RunEvent officialEvent() {
    OpenLineage openLineage = new OpenLineage(URI.create("https://example.org/official"));
    return openLineage
        .newRunEventBuilder()
        .eventTime(ZonedDateTime.parse("2026-01-01T00:00:00Z"))
        .eventType(OpenLineage.RunEvent.EventType.COMPLETE)
        .run(
            openLineage.newRun(
                UUID.fromString("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"),
                openLineage.newRunFacetsBuilder().build()))
        .job(openLineage.newJob("tests", "official", openLineage.newJobFacetsBuilder().build()))
        .build();
  }
}
