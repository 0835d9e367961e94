package io.ledgerline.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.anchor.watch.TestLog;
import io.ledgerline.anchor.watch.WatchedStore;
import io.ledgerline.anchor.witness.AddCheckpoint;
import io.ledgerline.anchor.witness.HttpExchange;
import io.ledgerline.anchor.witness.InMemoryCosignatureStore;
import io.ledgerline.anchor.witness.MonitoringPath;
import io.ledgerline.anchor.witness.WitnessSettings;
import io.ledgerline.anchor.witness.WitnessStatus;
import io.ledgerline.anchor.witness.WitnessedPublication;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.publication.Publication;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.cosignature.CosignerKey;
import io.ledgerline.note.policy.Policy;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The service as a witness, over HTTP and PostgreSQL. One conversation, in its order.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WitnessHttpTest {

  private static final TestLog LOG = TestInstallation.WATCHED_LOG;
  private static final String ORIGIN = LOG.key().verifierKey().name();
  private static final String SEEN = "/witness/" + MonitoringPath.of(ORIGIN);

  @Inject WatchedStore store;

  @Test
  @Order(1)
  void knowsNothingOfALogAtFirst() {
    assertThat(given().get(SEEN).statusCode()).isEqualTo(404);
    assertThat(given().get("/witness/" + "0".repeat(64) + "/checkpoint").statusCode())
        .isEqualTo(404);
  }

  @Test
  @Order(2)
  void cosignsWithoutAKeyForWhomeverAsks() {
    // When
    Response first = sent(LOG.request(0, 3));
    Response next =
        given()
            .header("X-Forwarded-For", "192.0.2.1")
            .header("Authorization", "Bearer nonsense")
            .contentType("text/plain")
            .body(LOG.request(3, 7))
            .post("/witness/add-checkpoint");

    // Then
    assertThat(List.of(first.statusCode(), next.statusCode())).containsOnly(200);
    assertThat(first.contentType()).isEqualTo("text/plain; charset=utf-8");
    SignedNote cosigned =
        SignedNote.parse(
            (LOG.checkpoint(7).render() + text(next)).getBytes(StandardCharsets.UTF_8));
    assertThat(CosignerKey.verified(cosigned, List.of(witnessKey()))).hasSize(1);
    assertThat(SignedNote.parse(given().get(SEEN).asByteArray())).isEqualTo(cosigned);
    assertThat(store.newest(ORIGIN).await().atMost(Duration.ofMinutes(1))).contains(cosigned);
  }

  @Test
  @Order(3)
  void namesTheSizeThatItSaw() {
    // When
    Response conflict = sent(LOG.request(3, 9));

    // Then
    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(conflict.header("Content-Type")).isEqualTo("text/x.tlog.size");
    assertThat(text(conflict)).isEqualTo("7\n");
  }

  @Test
  @Order(4)
  void refusesWithTheStatusOfTheProtocol() {
    // Given
    TestLog fork = new TestLog(ORIGIN, 2);
    TestLog unknown = new TestLog("log.example/unknown", 1);
    byte[] untrusted =
        new AddCheckpoint(7, List.of(), TestLedgers.key().sign(LOG.checkpoint(9).text())).render();

    // Then
    assertProblem(sent(fork.request(7, 9)), 422, "inconsistent-checkpoint");
    assertProblem(sent(fork.request(7, 7)), 422, "inconsistent-checkpoint");
    assertProblem(sent(unknown.request(0, 1)), 404, "not-found");
    assertProblem(sent(untrusted), 403, "untrusted-checkpoint");
    assertProblem(
        sent(new AddCheckpoint(9, List.of(), LOG.checkpoint(8)).render()),
        400,
        "malformed-request");
    assertProblem(sent("old 7\n".getBytes(StandardCharsets.UTF_8)), 400, "malformed-request");
    assertProblem(sent(new byte[0]), 400, "malformed-request");
    assertProblem(sent(new byte[16_385]), 413, "too-large");
    assertThat(given().get("/witness/add-checkpoint").statusCode()).isEqualTo(405);
    assertThat(Checkpoint.parse(SignedNote.parse(given().get(SEEN).asByteArray()).text()).size())
        .isEqualTo(7);
  }

  @Test
  @Order(5)
  void cosignsForThePublicationOfALogOverTheNetwork() {
    // Given
    String address =
        "http://127.0.0.1:"
            + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class)
            + "/witness/";
    Policy policy =
        Policy.parse(
            "witness w %s %s\nquorum w\n"
                .formatted(witnessKey().text(), address)
                .getBytes(StandardCharsets.UTF_8));

    try (HttpExchange exchange = new HttpExchange(Duration.ofMinutes(1))) {
      WitnessedPublication publication =
          new WitnessedPublication(
              new WitnessedPublication.Setup(
                  TestLedgers.genesis().log(),
                  policy,
                  new InMemoryCosignatureStore(),
                  new InMemoryCheckpointStore(),
                  exchange,
                  WitnessSettings.DEFAULTS,
                  InstantSource.system()));

      // When
      publication.offer(offer(300)).await().atMost(Duration.ofMinutes(1));

      // Then
      SignedNote published = publication.newest().orElseThrow();
      assertThat(policy.judge(published).isQuorumMet()).isTrue();
      assertThat(publication.statuses())
          .containsExactly(new WitnessStatus("w", 300, Optional.empty()));
    }
  }

  private static Publication.Offer offer(int size) {
    SignedNote note = LOG.checkpoint(size);
    return new Publication.Offer(Checkpoint.parse(note.text()), note, LOG);
  }

  private static CosignerKey witnessKey() {
    return CosignerKey.parse(given().get("/witness/vkey").asString().strip());
  }

  private static Response sent(byte[] body) {
    return given().contentType("text/plain").body(body).post("/witness/add-checkpoint");
  }

  private static String text(Response response) {
    return new String(response.asByteArray(), StandardCharsets.UTF_8);
  }

  private static void assertProblem(Response response, int status, String type) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.contentType()).isEqualTo("application/problem+json");
    assertThat(response.jsonPath().getString("type")).endsWith("/" + type);
  }
}
