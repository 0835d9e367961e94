package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// C2SP tlog-tiles, the names of tiles and bundles.
class TilePathTest {

  private static final JsonObject ANSWERS = KnownAnswers.read("ledgerline-known-answers.json");

  /// What is no path, or another spelling of one.
  private static final List<String> OTHERS =
      List.of(
          "",
          "tile",
          "tile/",
          "tile/0",
          "tile/0/",
          "/tile/0/000",
          "tile/0/000/",
          "tile//000",
          "tile/0/0",
          "tile/0/00",
          "tile/0/0000",
          "tile/0/1000",
          "tile/0/001/000",
          "tile/0/x000/000",
          "tile/0/x000/x001/000",
          "tile/0/x001",
          "tile/0/x001/",
          "tile/0/X001/000",
          "tile/0/x1/000",
          "tile/00/000",
          "tile/01/000",
          "tile/64/000",
          "tile/100/000",
          "tile/-1/000",
          "tile/+1/000",
          "tile/a/000",
          "tile/0/abc",
          "tile/0/-01",
          "tile/0/+01",
          "tile/0/٠٠٠",
          "tile/0/000.p",
          "tile/0/000.p/",
          "tile/0/000.p/0",
          "tile/0/000.p/00",
          "tile/0/000.p/01",
          "tile/0/000.p/256",
          "tile/0/000.p/1000",
          "tile/0/000.p/-1",
          "tile/0/000.p/1/",
          "tile/0/000.p/1/2",
          "tile/0/000.p/1.p/2",
          "tile/0/000.p1",
          "tile/0/000.q/1",
          "tile/0/000 ",
          "tile/0/000\n",
          " tile/0/000",
          "tile/0/000%00",
          "tile/entries",
          "tile/entries/",
          "tile/entries/0",
          "tile/entries/000.p/256",
          "tile/Entries/000",
          "tile/data/000",
          "tile/8/0/000",
          "tile/0/../000",
          "tile/../0/000",
          "tile/0/x../000",
          "tile/0/./000",
          "tile/0/..%2f000",
          "tile/0/..\\000",
          "tile/0/x036/x028/x797/x018/x963/968",
          "tile/0/x999/x999/x999/x999/x999/999",
          "tile/0/x001/x000/x000/x000/x000/x000/000");

  @Test
  void spellsEveryKnownPath() {
    // Given
    List<JsonValue> known = ANSWERS.array("tile_paths");
    for (JsonValue each : known) {
      JsonObject answer = (JsonObject) each;
      String path = answer.string("path").orElseThrow();

      // When
      TilePath tile =
          new TilePath.Hashes(
              (int) PublicVectors.number(answer, "level"),
              PublicVectors.number(answer, "index"),
              (int) PublicVectors.number(answer, "width"));

      // Then
      assertThat(tile.text()).isEqualTo(path);
      assertThat(TilePath.parse(path)).contains(tile);
    }
    assertThat(known).isNotEmpty();
  }

  @Test
  void hasTheKnownTilesOfEveryKnownSize() {
    // Given
    List<JsonValue> known = ANSWERS.array("tiles_by_size");
    for (JsonValue each : known) {
      JsonObject answer = (JsonObject) each;
      long size = PublicVectors.number(answer, "size");
      List<String> expected = new ArrayList<>();
      List<String> found = new ArrayList<>();
      for (JsonValue level : answer.array("levels")) {
        JsonObject tiles = (JsonObject) level;
        expected.add(PublicVectors.number(tiles, "full") + " " + tiles.string("partial"));
      }

      // When
      for (int level = 0; TilePath.Hashes.count(level, size) > 0; level++) {
        long count = TilePath.Hashes.count(level, size);
        int width = (int) (count % 256);
        Optional<String> partial =
            width == 0
                ? Optional.empty()
                : Optional.of(new TilePath.Hashes(level, count / 256, width).text());
        found.add(count / 256 + " " + partial);
      }

      // Then
      assertThat(found).as("size %s", size).isEqualTo(expected);
    }
    assertThat(known).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/0/000",
        "tile/0/999",
        "tile/0/x001/000",
        "tile/0/x001/x234/067",
        "tile/63/000.p/1",
        "tile/3/x001/x000/000.p/8",
        "tile/entries/000",
        "tile/entries/000.p/255",
        "tile/entries/x001/x234/067.p/99",
        "tile/0/x036/x028/x797/x018/x963/966"
      })
  void readsWhatItWrites(String path) {
    assertThat(TilePath.parse(path).map(TilePath::text)).contains(path);
  }

  static List<String> others() {
    return OTHERS;
  }

  @ParameterizedTest
  @MethodSource("others")
  void refusesEverythingElse(String path) {
    assertThat(TilePath.parse(path)).isEmpty();
  }

  @Test
  void refusesOrSpellsAlikeWhateverIsChangedInAPath() {
    // Given
    long seed = 20_260_302;
    Random random = new Random(seed);
    String alphabet = "0123456789xp./-+ entiseXP%\\\u0000٣";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder path = new StringBuilder("tile/0/x001/x234/067.p/99");
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(path.length());
        path.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
      }

      // When
      Optional<TilePath> read = TilePath.parse(path.toString());

      // Then
      assertThat(read.map(TilePath::text).orElse(path.toString()))
          .as("seed %s", seed)
          .isEqualTo(path.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tile/0/000.p/1, 0, false",
    "tile/0/000.p/1, 1, true",
    "tile/0/000, 255, false",
    "tile/0/000, 256, true",
    "tile/1/000.p/1, 255, false",
    "tile/1/000.p/1, 256, true",
    "tile/0/273.p/112, 70000, true",
    "tile/0/273.p/113, 70000, false",
    "tile/1/001.p/17, 70000, true",
    "tile/1/001.p/18, 70000, false",
    "tile/2/000.p/1, 70000, true",
    "tile/2/000.p/2, 70000, false",
    "tile/3/000.p/1, 70000, false",
    "tile/7/000.p/127, 9223372036854775807, true",
    "tile/7/000.p/128, 9223372036854775807, false",
    "tile/8/000.p/1, 9223372036854775807, false",
    "tile/63/000.p/1, 9223372036854775807, false",
    "tile/0/x036/x028/x797/x018/x963/966, 9223372036854775807, true",
    "tile/entries/273.p/112, 70000, true",
    "tile/entries/273.p/113, 70000, false",
    "tile/entries/274.p/1, 70000, false"
  })
  void isWithinTheTreesThatHaveAllOfIt(String path, long size, boolean isWithin) {
    assertThat(TilePath.parse(path).orElseThrow().isWithin(size)).isEqualTo(isWithin);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 1",
    "64, 0, 1",
    "0, -1, 1",
    "0, 0, 0",
    "0, 0, 257",
    "0, 0, -1",
    "0, 36028797018963967, 1"
  })
  void refusesWhatNoPathNames(int level, long index, int width) {
    assertThat(catchThrowable(() -> new TilePath.Hashes(level, index, width)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesTheKnownTileAndItsPath() {
    // Given
    JsonObject answer = (JsonObject) ANSWERS.members().get("level_0_tile");
    List<Digest> leafHashes =
        KnownAnswers.read("rfc6962-known-answers.json").array("leaf_hashes").stream()
            .map(hash -> Digest.parseHex(((JsonString) hash).value()))
            .toList();

    // When
    Tile tile = Tile.of(leafHashes);

    // Then
    assertThat(answer.string("path")).contains(new TilePath.Hashes(0, 0, tile.width()).text());
    assertThat(answer.string("sha256"))
        .contains(new Hasher().bytes(ByteBuffer.wrap(tile.toArray())).finish().toHex());
  }
}
