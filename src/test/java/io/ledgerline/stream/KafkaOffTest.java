package io.ledgerline.stream;

import static io.ledgerline.http.Requests.eventually;
import static io.ledgerline.http.Requests.withKey;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// A service without a broker.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class KafkaOffTest {

  @Test
  void startsNothingOfKafkaAndComplainsOfNothing() {
    // When
    var threads = Thread.getAllStackTraces().keySet().stream().map(Thread::getName);

    // Then
    assertThat(threads).noneMatch(name -> name.matches(".*(smallrye-kafka|kafka-out).*"));
    eventually(() -> given().get("/q/health/ready").statusCode() == 200);
    assertThat(given().get("/q/metrics").asString()).doesNotContain("kafka");
  }

  @Test
  void replaysNothing() {
    assertThat(withKey().post("/api/v1/kafka/replay").statusCode()).isEqualTo(404);
  }
}
