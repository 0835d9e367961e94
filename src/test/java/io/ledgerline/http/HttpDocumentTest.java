package io.ledgerline.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the service answers, and where that is written.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class HttpDocumentTest {

  @Test
  void everyAddressIsInTheReference() throws IOException {
    // Given
    String document = Files.readString(Path.of("docs/reference/http.md"));

    // When
    Map<String, Object> paths =
        given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");

    // Then
    assertThat(paths).containsKey("/api/v1/lineage");
    assertThat(paths.keySet())
        .filteredOn(path -> !path.startsWith("/q/") && !pattern(path).matcher(document).find())
        .isEmpty();
  }

  /// An address in the document, whatever it calls a parameter.
  private static Pattern pattern(String path) {
    return Pattern.compile(
        Stream.of(path.split("\\{[^}]*\\}", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^`\n]+", "", "[`?]")));
  }

  @Test
  void theBareAddressSaysWhereToGoOn() {
    // When
    Response response = given().get("/");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.jsonPath().getString("openapi")).isEqualTo("/q/openapi");
    for (String name : new String[] {"openapi", "health", "vkey"}) {
      assertThat(given().get(response.jsonPath().getString(name)).statusCode()).isEqualTo(200);
    }
  }
}
