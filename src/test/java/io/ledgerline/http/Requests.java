package io.ledgerline.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.wiring.TestInstallation;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;

/// Requests that the tests of the HTTP surface send.
public final class Requests {

  private Requests() {}

  /// A request with the key, whose content type is sent as it is given.
  public static RequestSpecification withKey() {
    return given()
        .config(
            RestAssuredConfig.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
        .header("Authorization", "Bearer " + TestInstallation.API_KEY);
  }

  /// Waits until the graph has an entry, and nothing that was erased or retracted before it: a
  /// client that is told to come again does.
  public static void awaitGraph(long index) {
    eventually(
        () ->
            given()
                    .queryParam("query", "ASK {}")
                    .queryParam("min-seq", index)
                    .get("/sparql")
                    .statusCode()
                == 200);
  }

  /// What the service counts.
  public static String metrics() {
    return given().get("/q/metrics").asString();
  }

  /// Asks again and again until something holds; a request is slow enough not to rest in between.
  public static void eventually(BooleanSupplier holds) {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
    }
  }

  /// A run event that differs from every other by its name.
  public static String runEvent(String name) {
    return """
    {"eventTime":"2026-01-01T00:00:00Z","producer":"https://example.org/tests",\
    "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
    "eventType":"START","run":{"runId":"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"},\
    "job":{"namespace":"tests","name":"%s"}}\
    """
        .formatted(name);
  }

  /// Text packed by gzip.
  public static byte[] gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }
}
