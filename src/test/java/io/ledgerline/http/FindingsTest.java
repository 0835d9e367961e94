package io.ledgerline.http;

import static io.ledgerline.http.Requests.eventually;
import static io.ledgerline.http.Requests.runEvent;
import static io.ledgerline.http.Requests.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.Assurance;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The numbers of producers over HTTP, and what is found of them.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class FindingsTest {

  private static final String LINEAGE = "/api/v1/lineage";

  @Inject Assurance assurance;

  @Test
  void theHeaderComesIntoTheLeaf() {
    // When
    Response response = send("header", "7; stream=\"nightly\";interval=300");

    // Then
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(Receipt.parse(Bytes.owned(response.asByteArray())).leaf().numbering())
        .contains(new Numbering(7, "nightly", Optional.of(Duration.ofMinutes(5))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "x", "-1", "1.5", "1;stream", "1;stream=\"a b\"", "1;other=2"})
  void aHeaderThatIsNoNumberIsRefused(String header) {
    // When
    Response response = send("refused", header);

    // Then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.jsonPath().getString("type")).endsWith("/malformed-request");
  }

  @Test
  void aNumberThatIsUsedTwiceIsListed() {
    // Given
    send("twice a", "1;stream=\"twice\"");
    int second =
        (int)
            Receipt.parse(Bytes.owned(send("twice b", "1;stream=\"twice\"").asByteArray())).index();

    // When
    awaitRead(second);
    Response list = withKey().get("/api/v1/findings?open=true&kind=sequence-reused&limit=1000");

    // Then
    assertThat(list.statusCode()).isEqualTo(200);
    String path = "findings.find { it.subject.names[1] == 'twice' }";
    assertThat(list.jsonPath().getString(path + ".facts.number")).isEqualTo("1");
    int entry = list.jsonPath().getInt(path + ".entry");
    Response one = withKey().get("/api/v1/findings/" + entry);
    assertThat(one.jsonPath().getString("state")).isEqualTo("open");
    assertThat(one.jsonPath().getList("entries")).containsExactly(second);
    assertThat(withKey().get("/api/v1/entries/" + entry).jsonPath().getString("leaf"))
        .contains("io.ledgerline.finding.v1");
    // It is counted once everything was read.
    eventually(() -> withKey().get("/q/health/ready").asString().contains("open: sequence-reused"));
  }

  @Test
  void whatIsNotThereIsSaidSo() {
    // When / Then
    assertThat(withKey().get("/api/v1/findings/0").statusCode()).isEqualTo(404);
    assertThat(withKey().get("/api/v1/findings?open=perhaps").statusCode()).isEqualTo(400);
    assertThat(withKey().get("/api/v1/findings?before=x").statusCode()).isEqualTo(400);
    assertThat(withKey().get("/api/v1/findings?producer=nobody").jsonPath().getList("findings"))
        .isEmpty();
  }

  /// The schedule reads at its own pace; a step beside it is a step of the same replica.
  private void awaitRead(long index) {
    eventually(
        () -> {
          LockSupport.parkNanos(1_000_000);
          return assurance.state().next() > index + 1;
        });
  }

  private static Response send(String name, String header) {
    return withKey()
        .contentType("application/json")
        .header("Ledgerline-Sequence", header)
        .body(runEvent(name))
        .post(LINEAGE);
  }
}
