package io.ledgerline.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.NullFinder;
import io.ledgerline.canon.StrictJsonReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Event digests taken from units as they lie.
class PayloadOpeningTest {

  private static final String TEXT =
      """
      { "a" : {"b\\"c":null, "b":[1,-2.5e3 ,{"x":"]}\\\\"},["\\"",true]], "n":null},
        "b":{"a":"secret","a":"secret"}, "c":[ ], "d":{}, "e":"last" }\
      """;

  @Test
  void findsThePlacesOfWhatWasCutOut() {
    for (List<String> pointers :
        List.of(
            List.of("/a/b/2/x"),
            List.of("/a/b/3"),
            List.of("/a/b/0", "/a/b/2", "/b/a"),
            List.of("/a", "/e"),
            List.of("/b/a", "/c", "/d", "/e"),
            List.<String>of())) {
      // Given
      Payload payload = cut(TEXT, pointers);

      // When
      boolean opens = payload.opens(payload.commitment().eventDigest());

      // Then
      assertThat(opens).isTrue();
      assertThat(fast(payload)).contains(payload.commitment().eventDigest());
      assertThat(payload.opens(Commitment.eventDigest(payload.eventSalt(), Bytes.EMPTY))).isFalse();
    }
  }

  @Test
  void leavesToTheStrictReaderWhatIsSpelledOtherwise() {
    // Given
    Payload escaped = cut("{\"\\u0061\":\"x\",\"é\":1}", List.of("/a", "/é"));

    // Then
    assertThat(fast(escaped)).isEmpty();
    assertThat(escaped.opens(escaped.commitment().eventDigest())).isTrue();
  }

  @Test
  void findsNothingWhereAPointerLeadsToAnotherValueOrNowhere() {
    for (String pointer : List.of("/a/b", "/a/n/x", "/x", "/b/a/0", "/c/0", "/e/f", "")) {
      assertThat(find(TEXT, pointer)).as(pointer).isEmpty();
    }
    assertThat(find(TEXT, "/a/n")).contains(List.of(TEXT.indexOf("null}")));
    assertThat(find(TEXT, "/a/n", "/a/n")).isEmpty();
  }

  @Test
  void endsOnWhatIsNoJson() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      // Given
      byte[] bytes = Bytes.utf8(TEXT).toArray();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) "\"\\{}[],:n\u0000".charAt(random.nextInt(10));
      }
      Bytes text = Bytes.owned(bytes).slice(0, random.nextInt(bytes.length));

      // When
      Optional<int[]> found = NullFinder.find(text, List.of(JsonPointer.parse("/a/n")));

      // Then
      found.ifPresent(
          places -> assertThat(text.slice(places[0], places[0] + 4)).isEqualTo(Bytes.utf8("null")));
    }
  }

  private static Optional<List<Integer>> find(String text, String... pointers) {
    return NullFinder.find(
            Bytes.utf8(text), Arrays.stream(pointers).map(JsonPointer::parse).toList())
        .map(places -> Arrays.stream(places).boxed().toList());
  }

  private static Optional<io.ledgerline.merkle.Digest> fast(Payload payload) {
    return Commitment.eventDigest(payload.eventSalt(), payload.units(), 0);
  }

  private static Payload cut(String text, List<String> pointers) {
    Bytes accepted = Bytes.utf8(text);
    return Payload.cut(
        "application/json",
        accepted,
        StrictJsonReader.read(accepted, JsonLimits.OWN_RECORDS),
        pointers.stream().map(JsonPointer::parse).toList(),
        new Random(3));
  }
}
