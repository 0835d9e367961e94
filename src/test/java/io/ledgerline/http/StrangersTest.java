package io.ledgerline.http;

import static io.ledgerline.http.Requests.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.cli.Cli;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A running service, verified by whoever likes to, and by its administrator.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class StrangersTest {

  @Inject Ledger ledger;

  @TestHTTPResource("/")
  URI url;

  @BeforeEach
  void fill() {
    for (long i = ledger.size(); i < 260; i++) {
      withKey()
          .contentType("application/json")
          .body(Requests.runEvent("stranger " + i))
          .post("/api/v1/lineage");
    }
    ledger.publish().await().atMost(Duration.ofMinutes(1));
  }

  @Test
  void aStrangerVerifiesTheLogAndKeepsItsCheckpoint() throws Exception {
    // Given
    Path kept = Files.createTempDirectory("strangers").resolve("checkpoint");
    String key = ledger.genesis().key().text();

    // When
    int first = verify("--vkey", key, "--from", kept.toString());
    String before = Files.readString(kept);
    int second = verify("--vkey", key, "--from", kept.toString());

    // Then
    assertThat(first).isZero();
    assertThat(second).isZero();
    assertThat(before).startsWith(ledger.genesis().origin() + "\n");
  }

  @Test
  void withoutAKeyItIsConsistentAndWithAnotherOneItFails() {
    // Given
    String other = "other.example+03434f58+AXCnYK8e1hAzF6Dg8q0tSHOvMRdzoL2KvIT14ndAYvhM";

    // Then
    assertThat(verify()).isEqualTo(3);
    assertThat(verify("--vkey", "no key")).isEqualTo(2);
    assertThat(verify("--vkey", other)).isIn(1, 2);
    assertThat(Cli.run("verify", "--url", "http://127.0.0.1:1")).isEqualTo(2);
  }

  @Test
  void theAdministratorSeesHowFarACheckIs() {
    // When
    Response answer = withKey().accept("application/x-ndjson").post("/api/v1/check");

    // Then
    List<String> lines = answer.asString().lines().toList();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/x-ndjson");
    assertThat(lines.getFirst()).startsWith("{\"entries\":").contains("\"of\":");
    assertThat(lines.getLast()).contains("\"sound\":true");
    assertThat(withKey().post("/api/v1/check?payloads=false").jsonPath().getBoolean("sound"))
        .isTrue();
  }

  private int verify(String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "verify";
    arguments[1] = "--url";
    arguments[2] = url.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Cli.run(arguments);
  }
}
