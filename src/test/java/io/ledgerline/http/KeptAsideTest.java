package io.ledgerline.http;

import static io.ledgerline.http.Requests.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What cannot even be read is kept aside too.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class KeptAsideTest {

  @ParameterizedTest
  @CsvSource({
    "/api/v1/lineage, application/json, gzip, 20, malformed-compression",
    "/api/v1/lineage, application/json, br, 20, unsupported-encoding",
    "/api/v1/lineage, application/json; charset=utf-16, identity, 20, unsupported-media-type",
    "/api/v1/lineage, text/plain, identity, 20, unsupported-media-type",
    "/api/v1/events, text/plain, identity, 20, unsupported-media-type",
    "/api/v1/lineage, application/json, identity, 20000000, too-large"
  })
  void keepsTheBeginningOfWhatItCannotReadWithTheReason(
      String path, String contentType, String encoding, int sizeBytes, String problem) {
    // When
    Response refused =
        withKey()
            .contentType(contentType)
            .header("Content-Encoding", encoding)
            .body("x".repeat(sizeBytes).getBytes(StandardCharsets.US_ASCII))
            .post(path);

    // Then
    assertThat(refused.jsonPath().getString("type")).endsWith("/" + problem);
    Response kept = withKey().get("/api/v1/quarantine?limit=1");
    assertThat(kept.jsonPath().getString("refusals[0].problem")).isEqualTo(problem);
    assertThat(kept.jsonPath().getString("refusals[0].violations[0].message"))
        .startsWith(refused.jsonPath().getString("detail"));
    assertThat(kept.jsonPath().getInt("refusals[0].size_bytes"))
        .isEqualTo(Math.min(sizeBytes, 64 << 10));
  }
}
