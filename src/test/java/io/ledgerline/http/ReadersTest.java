package io.ledgerline.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who reads without a key while the service listens on loopback.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ReadersTest {

  private static final String READ = "/api/v1/entries/0";

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"})
  void letsThisMachineRead(String host) {
    // When
    Response response = given().header("Host", host).get(READ);

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "Forwarded, for=192.0.2.1",
    "X-Forwarded-For, 192.0.2.1",
    "X-Forwarded-Host, ledger.example",
    "Host, ledger.example",
    "Host, 127.0.0.1.example:8080"
  })
  void asksForAKeyWhatAnotherMachineSentThroughAProxy(String header, String value) {
    // When
    Response anonymous = given().header(header, value).get(READ);
    Response known = Requests.withKey().header(header, value).get(READ);

    // Then
    assertThat(anonymous.statusCode()).isEqualTo(401);
    assertThat(known.statusCode()).isEqualTo(200);
  }
}
