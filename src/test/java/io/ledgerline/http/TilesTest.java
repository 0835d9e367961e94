package io.ledgerline.http;

import static io.ledgerline.http.Requests.withKey;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.ledger.Ledger;
import io.ledgerline.merkle.ConsistencyFile;
import io.ledgerline.merkle.ConsistencyProof;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.EntryBundle;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.Tile;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// C2SP tlog-tiles over HTTP, read as a stranger's software does.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class TilesTest {

  private static final int ENTRIES_MIN = 600;

  @Inject Ledger ledger;

  @BeforeEach
  void fill() {
    for (long i = ledger.size(); i < ENTRIES_MIN; i++) {
      withKey()
          .contentType("application/json")
          .body(Requests.runEvent("tile " + i))
          .post("/api/v1/lineage");
    }
    ledger.publish().await().atMost(Duration.ofMinutes(1));
  }

  @Test
  void givesEverythingThatTheCheckpointIsSignedOver() {
    // Given
    Checkpoint checkpoint = checkpoint();
    List<Digest> leafHashes = new ArrayList<>();

    // When
    for (long n = 0; n * 256 < checkpoint.size(); n++) {
      int width = (int) Math.min(256, checkpoint.size() - n * 256);
      Tile tile = Tile.parse(body(new TilePath.Hashes(0, n, width)));
      List<ByteBuffer> entries = EntryBundle.parse(body(new TilePath.Entries(n, width)));
      assertThat(tile.width()).isEqualTo(width);
      assertThat(entries).hasSize(width);
      for (int i = 0; i < width; i++) {
        assertThat(Digest.ofLeaf(entries.get(i))).isEqualTo(tile.hash(i));
        leafHashes.add(tile.hash(i));
      }
    }
    Tile above = Tile.parse(body(new TilePath.Hashes(1, 0, (int) (checkpoint.size() / 256))));

    // Then
    assertThat(checkpoint.size()).isGreaterThanOrEqualTo(ENTRIES_MIN);
    assertThat(Frontier.EMPTY.append(leafHashes).root()).isEqualTo(checkpoint.root());
    assertThat(above.hash(1)).isEqualTo(Frontier.EMPTY.append(leafHashes.subList(256, 512)).root());
  }

  @Test
  void letsCachesKeepTilesAndNotCheckpoints() {
    // Given
    String log = "/log/" + ledger.genesis().log();

    // When
    Response full = given().get("/log/tile/0/000");
    Response partial = given().get(log + "/tile/entries/002.p/3");
    Response checkpoint = given().get(log + "/checkpoint");

    // Then
    assertThat(full.statusCode()).isEqualTo(200);
    assertThat(full.contentType()).isEqualTo("application/octet-stream");
    assertThat(full.header("Cache-Control")).isEqualTo("max-age=31536000, immutable");
    assertThat(full.asByteArray()).hasSize(8_192);
    assertThat(partial.statusCode()).isEqualTo(200);
    assertThat(partial.contentType()).isEqualTo("application/octet-stream");
    assertThat(partial.header("Cache-Control")).isEqualTo("max-age=31536000, immutable");
    assertThat(checkpoint.contentType()).isEqualToIgnoringCase("text/plain; charset=utf-8");
    assertThat(checkpoint.header("Cache-Control")).isEqualTo("max-age=1");
  }

  @Test
  void answersHeadAsItAnswersGet() {
    // When
    Response tile = given().head("/log/tile/0/000");
    Response nothing = given().head("/log/tile/0/999");

    // Then
    assertThat(tile.statusCode()).isEqualTo(200);
    assertThat(tile.asByteArray()).isEmpty();
    assertThat(tile.contentType()).isEqualTo("application/octet-stream");
    assertThat(tile.header("Cache-Control")).isEqualTo("max-age=31536000, immutable");
    assertThat(nothing.statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/01",
        "0/000.p",
        "0/00",
        "0/0000",
        "0/x000/000",
        "0/x001",
        "0/999",
        "0/x001/x234/067",
        "1/000",
        "1/001.p/1",
        "2/000.p/1",
        "8/000.p/1",
        "63/000.p/1",
        "64/000",
        "-1/000",
        "entries/999",
        "entries/999.p/1",
        "entries/",
        "entries",
        "data/000",
        "0/000%00",
        "0%2F000",
        "0/000.p%2F1",
        "%2e%2e/%2e%2e/keys/log.seed",
        "..%2f..%2f..%2f..%2fetc%2fpasswd",
        "entries/..%2f..%2f..%2fkeys%2flog.seed",
        "entries/..%5c..%5ckeys",
        "0/../../../keys/log.seed"
      })
  void findsNothingUnderAnyOtherPath(String path) {
    // When
    Response response = given().urlEncodingEnabled(false).get("/log/tile/" + path);

    // Then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.contentType()).isEqualTo("application/problem+json");
  }

  @Test
  void findsNothingThatNoCheckpointCovers() {
    // Given
    Checkpoint checkpoint;
    Response wider;
    Response full;
    do {
      checkpoint = checkpoint();
      long n = checkpoint.size() / 256;
      int width = (int) (checkpoint.size() % 256);

      // When
      wider = given().get("/log/" + new TilePath.Hashes(0, n, width + 1).text());
      full = given().get("/log/" + new TilePath.Entries(n, 256).text());
      // The service makes entries of its own, seldom, and a checkpoint that covers them.
    } while (!checkpoint().equals(checkpoint));
    Response otherLog = given().get("/log/00000000-0000-4000-8000-000000000000/tile/0/000");

    // Then
    assertThat(List.of(wider.statusCode(), full.statusCode(), otherLog.statusCode()))
        .containsOnly(404);
    assertThat(wider.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void provesThatTheLogOnlyGrew() {
    // Given
    Checkpoint checkpoint = checkpoint();
    List<Digest> leafHashes = new ArrayList<>();
    Tile tile = Tile.parse(body(new TilePath.Hashes(0, 0, 256)));
    IntStream.range(0, 100).forEach(i -> leafHashes.add(tile.hash(i)));
    Digest before = Frontier.EMPTY.append(leafHashes).root();

    // When
    Response answer = given().get("/log/consistency?from=100&to=" + checkpoint.size());

    // Then
    ConsistencyProof proof = ConsistencyFile.parse(answer.asByteArray());
    assertThat(proof.from()).isEqualTo(100);
    assertThat(proof.to()).isEqualTo(checkpoint.size());
    assertThat(proof.proves(before, checkpoint.root())).isTrue();
    assertThat(answer.contentType()).isEqualToIgnoringCase("text/plain; charset=utf-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?from=1",
        "?to=1",
        "?from=0&to=1",
        "?from=2&to=1",
        "?from=-1&to=1",
        "?from=x&to=1",
        "?from=01&to=1",
        "?from=1&to=99999999999999999999"
      })
  void refusesSizesBetweenWhichNothingIsProved(String query) {
    // When
    Response response = given().urlEncodingEnabled(false).get("/log/consistency" + query);

    // Then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.contentType()).isEqualTo("application/problem+json");
    assertThat(response.jsonPath().getString("type")).endsWith("/malformed-request");
  }

  @Test
  void provesNothingOfEntriesThatThereAreNot() {
    // When
    Response response = given().get("/log/consistency?from=1&to=999999999");

    // Then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.contentType()).isEqualTo("application/problem+json");
  }

  private static Checkpoint checkpoint() {
    VerifierKey key = VerifierKey.parse(given().get("/log/vkey").asString().strip());
    return Checkpoint.open(
        SignedNote.parse(given().get("/log/checkpoint").asByteArray()), List.of(key));
  }

  private static ByteBuffer body(TilePath path) {
    Response response = given().get("/log/" + path.text());
    assertThat(response.statusCode()).as(path.text()).isEqualTo(200);
    return ByteBuffer.wrap(response.asByteArray());
  }
}
