package io.ledgerline.canon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.canon.MalformedJsonException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the reader lets through, what it refuses and where, and that offsets are right.
class StrictJsonReaderTest {

  private static final JsonLimits LIMITS = new JsonLimits(1_000, 5);

  @Test
  void readsEveryKindOfValueWithItsPlace() {
    // Given
    String text = " {\"a\":[1,-2.50E+1,true],\"é\":{\"\\u00e9\\n\":null}} ";

    // When
    JsonValue value = read(text);

    // Then
    JsonObject object = (JsonObject) value;
    JsonArray array = (JsonArray) object.members().get("a");
    assertThat(cut(text, object)).isEqualTo(text.strip());
    assertThat(array.elements())
        .extracting(element -> cut(text, element))
        .containsExactly("1", "-2.50E+1", "true");
    assertThat(array.elements().get(1)).isInstanceOf(JsonNumber.class);
    assertThat(cut(text, object.members().get("é"))).isEqualTo("{\"\\u00e9\\n\":null}");
    assertThat(object.object("é").orElseThrow().members()).containsOnlyKeys("é\n");
  }

  @Test
  void readsASliceWithOffsetsFromItsOwnStart() {
    // Given
    Bytes whole = Bytes.utf8("xx[\"é\",7]yy");

    // When
    JsonValue value = StrictJsonReader.read(whole.slice(2, whole.size() - 2), LIMITS);

    // Then
    JsonValue seven = ((JsonArray) value).elements().get(1);
    assertThat(List.of(value.start(), value.end(), seven.start(), seven.end()))
        .containsExactly(0, 8, 6, 7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "\\u0041\\/\\\\\\"" | A/\\"
          "\\ud83d\\ude00"    | 😀
          "\\uD83D\\uDE00é"   | 😀é
          "\uFFFD"            | \uFFFD
          """)
  void decodesStrings(String text, String decoded) {
    assertThat(((JsonString) read(text)).value()).isEqualTo(decoded);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``             | 0
          `{`            | 1
          `{"a"}`        | 4
          `{"a":1,}`     | 7
          `{a:1}`        | 1
          `[1,]`         | 3
          `[1 2]`        | 3
          `[1}`          | 2
          `1 1`          | 2
          `01`           | 1
          `+1`           | 0
          `.5`           | 0
          `1.`           | 2
          `1e`           | 2
          `-`            | 1
          `NaN`          | 0
          `nul`          | 3
          `True`         | 0
          `'a'`          | 0
          `"a`           | 0
          `"\\x"`        | 2
          `"\\u12g4"`    | 5
          `"\\`          | 2
          `// c`         | 0
          """)
  void refusesWhatIsNoJsonAndSaysWhere(String text, int offset) {
    // When
    MalformedJsonException refusal = refusal(Bytes.utf8(text));

    // Then
    assertThat(refusal.kind()).isEqualTo(Kind.SYNTAX);
    assertThat(refusal.offset()).isEqualTo(offset);
  }

  @Test
  void refusesControlCharactersInStrings() {
    assertThat(refusal(Bytes.utf8("\"a\tb\"")))
        .hasMessage("a control character must be escaped at byte 2");
  }

  @Test
  void refusesAByteOrderMark() {
    assertThat(refusal(Bytes.utf8("\uFEFF1")).kind()).isEqualTo(Kind.SYNTAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83d\\u0041\"", "\"a\\ude00\\ud83d\""})
  void refusesLoneSurrogates(String text) {
    assertThat(refusal(Bytes.utf8(text)).kind()).isEqualTo(Kind.ENCODING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"22616280", "22c0af22", "22eda08022", "2261f8888080", "22e282", "22ff22"})
  void refusesInvalidUtf8(String hex) {
    // Given
    Bytes text = Bytes.owned(java.util.HexFormat.of().parseHex(hex + "22"));

    // When
    MalformedJsonException refusal = refusal(text);

    // Then
    assertThat(refusal.kind()).isEqualTo(Kind.ENCODING);
    assertThat(text.at(refusal.offset()) & 0x80).isEqualTo(0x80);
  }

  @Test
  void refusesANameThatOccursTwiceWithDifferentValues() {
    assertThat(refusal(Bytes.utf8("{\"a\":1,\"\\u0061\":1.0}")))
        .hasMessage("the name \"a\" occurs twice with different values at byte 7");
  }

  @Test
  void letsARepetitionThroughThatSaysTheSame() {
    // Given
    String text = "{\"a\":{\"b\":1},\"c\":2,\"a\":{\"b\":1}}";

    // When
    JsonObject object = (JsonObject) read(text);

    // Then
    assertThat(object.members()).containsOnlyKeys("a", "c");
    assertThat(object.repeats())
        .extracting(repeat -> repeat.name() + cut(text, repeat.value()))
        .containsExactly("a{\"b\":1}");
    assertThat(JsonPointer.parse("/a/b").findAll(object))
        .extracting(JsonValue::start)
        .containsExactly(10, 28);
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    // Given
    String deepest = "[".repeat(5) + "]".repeat(5);

    // When
    MalformedJsonException refusal = refusal(Bytes.utf8("[" + deepest + "]"));

    // Then
    assertThat(read(deepest)).isNotNull();
    assertThat(refusal).hasMessage("nested deeper than 5 levels at byte 5");
    assertThat(refusal.kind()).isEqualTo(Kind.LIMIT);
  }

  @Test
  void readsAThousandLevelsOnLessThanTheStackOfAThread() throws InterruptedException {
    // Given
    Bytes deep = Bytes.utf8("{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000));
    List<JsonValue> read = new ArrayList<>();

    // When
    Thread thread =
        new Thread(
            null,
            () -> read.add(StrictJsonReader.read(deep, new JsonLimits(10_000, 1_000))),
            "small stack",
            768 * 1024);
    thread.start();
    thread.join();

    // Then
    assertThat(read).hasSize(1);
  }

  @Test
  void refusesTooManyBytes() {
    assertThat(refusal(Bytes.utf8(" ".repeat(1_000) + "1")).kind()).isEqualTo(Kind.LIMIT);
    assertThat(read(" ".repeat(999) + "1")).isInstanceOf(JsonNumber.class);
  }

  @Test
  void limitsMustBeUsable() {
    assertThatThrownBy(() -> new JsonLimits(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JsonLimits(1, 1_001)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "9223372036854775808,",
    "1.0,",
    "1e3,",
    "-0, 0"
  })
  void saysWhichNumbersAreWhole(String text, Long whole) {
    assertThat(((JsonNumber) read(text)).integer().orElse(null)).isEqualTo(whole);
  }

  @Test
  void readsOrRefusesEveryDamagedTextWithoutAnotherException() {
    // Given
    long seed = 20_260_101;
    Random random = new Random(seed);
    Bytes sound =
        Bytes.utf8("{\"a\":[1,-2.5e7,\"é\\u00e9\\n\",{\"b\":null}],\"c\":\"\\ud83d\\ude00\"}");

    for (int round = 0; round < 20_000; round++) {
      // When
      byte[] damaged = sound.toArray();
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Bytes text = Bytes.owned(damaged).slice(0, 1 + random.nextInt(damaged.length));

      // Then
      try {
        JsonValue value = StrictJsonReader.read(text, LIMITS);
        assertThat(value.end())
            .as("seed %s round %s", seed, round)
            .isLessThanOrEqualTo(text.size());
      } catch (MalformedJsonException refused) {
        assertThat(refused.offset()).as("seed %s", seed).isBetween(0, text.size());
      }
    }
  }

  @Test
  void refusesATextThatRepeatsVeryManyMembers() {
    // Given
    String text = "{" + "\"a\":1,".repeat(JsonLimits.REPEATS_MAX + 1) + "\"a\":1}";

    // When
    MalformedJsonException refusal = refusal(Bytes.utf8(text));

    // Then
    assertThat(refusal.kind()).isEqualTo(Kind.LIMIT);
    assertThat(refusal).hasMessageStartingWith("more than 100 repeated members");
  }

  @Test
  void refusesASmallTextOfVeryManyValues() {
    // Given
    Bytes text = Bytes.utf8("[" + "0,".repeat(JsonLimits.VALUES_MAX) + "0]");
    JsonLimits limits = new JsonLimits(text.size(), 5);

    // When
    MalformedJsonException refusal =
        catchThrowableOfType(
            MalformedJsonException.class, () -> StrictJsonReader.read(text, limits));

    // Then
    assertThat(refusal.kind()).isEqualTo(Kind.LIMIT);
    assertThat(refusal).hasMessageStartingWith("more than 1000000 values");
  }

  private static JsonValue read(String text) {
    return StrictJsonReader.read(Bytes.utf8(text), LIMITS);
  }

  private static MalformedJsonException refusal(Bytes text) {
    return catchThrowableOfType(
        MalformedJsonException.class, () -> StrictJsonReader.read(text, LIMITS));
  }

  private static String cut(String text, JsonValue value) {
    return Bytes.utf8(text).slice(value.start(), value.end()).utf8();
  }
}
