package io.ledgerline.canon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.canon.JsonValue.JsonNull;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 6901, its own examples first.
class JsonPointerTest {

  private static final JsonValue RFC =
      read(
          """
          {"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\\\j":5,"k\\"l":6," ":7,"m~n":8}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          /foo/0; `"bar"`
          /; 0
          /a~1b; 1
          /c%d; 2
          /e^f; 3
          /g|h; 4
          /i\\j; 5
          /k"l; 6
          `/ `; 7
          /m~0n; 8
          """)
  void findsTheExamplesOfTheRfc(String pointer, String value) {
    assertThat(JsonPointer.parse(pointer).find(RFC))
        .hasValueSatisfying(
            found ->
                assertThat(found)
                    .usingRecursiveComparison()
                    .ignoringFields("start", "end")
                    .isEqualTo(read(value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/foo/2", "/foo/-", "/foo/00", "/foo/+0", "/foo/0/0", "/nothing", "/m~01n"})
  void findsNothingWhereNothingIs(String pointer) {
    assertThat(JsonPointer.parse(pointer).find(RFC)).isEmpty();
  }

  @Test
  void refusesAPointerThatIsDeeperThanAnyText() {
    // Given
    String deepest = "/".repeat(JsonPointer.TOKENS_MAX);

    // Then
    assertThat(JsonPointer.parse(deepest).tokens()).hasSize(JsonPointer.TOKENS_MAX);
    assertThatThrownBy(() -> JsonPointer.parse(deepest + "/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a JSON pointer of more than 1000 tokens");
  }

  @Test
  void findsANullAsAValue() {
    assertThat(JsonPointer.parse("/a").find(read("{\"a\":null}")))
        .hasValueSatisfying(value -> assertThat(value).isInstanceOf(JsonNull.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "/~", "/~2", "/~~01", "/a~/b", "/~~", "~0"})
  void refusesWhatIsNoPointer(String text) {
    assertThatThrownBy(() -> JsonPointer.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "//", "/a/0/b", "/~0~1", "/~01", "/~00", "/é/😀"})
  void writesWhatItRead(String text) {
    assertThat(JsonPointer.parse(text)).hasToString(text);
  }

  @Test
  void escapesItsSteps() {
    // When
    JsonPointer pointer = JsonPointer.ROOT.then("~1").then("a/b").then(3);

    // Then
    assertThat(pointer).hasToString("/~01/a~1b/3");
    assertThat(JsonPointer.parse(pointer.toString()).tokens()).isEqualTo(List.of("~1", "a/b", "3"));
  }

  private static JsonValue read(String text) {
    return StrictJsonReader.read(Bytes.utf8(text), JsonLimits.OWN_RECORDS);
  }
}
