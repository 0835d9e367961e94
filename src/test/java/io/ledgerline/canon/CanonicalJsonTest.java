package io.ledgerline.canon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.house.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 8785, as far as our records go: no fractions.
class CanonicalJsonTest {

  @Test
  void sortsByUtf16UnitsAndEscapesAsLittleAsPossible() {
    // Given
    String text =
        """
        {"\\u20ac":"Euro","\\r":"CR","\\ufb33":"dalet","1":"one","\\ud83d\\ude00":"smile",
         "\\u0080":"control","\\u00f6":"o","a":["\\u000f\\n\\"\\\\\\/\\u007f",-0,9007199254740991,true,null,{}]}
        """;

    // When
    CanonicalJson json = CanonicalJson.of((JsonObject) read(text));

    // Then
    assertThat(json)
        .hasToString(
            "{\"\\r"
                + "\":\"CR\",\"1\":\"one\",\"a\":[\"\\u000f\\n"
                + "\\\"\\\\/\u007f\",0,9007199254740991,true,null,{}],"
                + "\"\u0080\":\"control\",\"ö\":\"o\",\"€\":\"Euro\",\"😀\":\"smile\",\"\ufb33\":\"dalet\"}");
    assertThat(CanonicalJson.parse(json.bytes(), JsonLimits.OWN_RECORDS)).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1.0}",
        "{\"a\":1e2}",
        "{\"a\":9007199254740992}",
        "{\"a\":-9007199254740992}",
        "{\"a\":-9223372036854775808}",
        "{\"a\":-0}",
        "{\"b\":1,\"a\":1}",
        "{ \"a\":1}",
        "{\"a\":\"\\u0041\"}",
        "{\"a\":\"\\/\"}",
        "{\"a\":1,\"a\":1}",
        "[]",
        "{} "
      })
  void refusesBytesThatAreNotCanonical(String text) {
    assertThatThrownBy(() -> CanonicalJson.parse(Bytes.utf8(text), JsonLimits.OWN_RECORDS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesALoneSurrogate() {
    // Given
    JsonObject object = JsonObject.of(Map.of("a", JsonString.of("\ud800")));

    // Then
    assertThatThrownBy(() -> CanonicalJson.of(object)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMessageHoldsTheBeginningOfALargeRecord() {
    // Given
    JsonObject object = JsonObject.of(Map.of("a", JsonString.of("x".repeat(1_000_000))));
    CanonicalJson large = CanonicalJson.of(object);

    // When
    Throwable refusal = catchThrowable(() -> large.string("v"));

    // Then
    assertThat(refusal)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no text \"v\" in {\"a\":\"xxx");
    assertThat(refusal.getMessage()).hasSizeLessThan(300);
  }

  @Test
  void refusesTheNumberWhoseNegationOverflows() {
    // Given
    JsonObject object = JsonObject.of(Map.of("a", JsonNumber.of(Long.MIN_VALUE)));

    // Then
    assertThatThrownBy(() -> CanonicalJson.of(object)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrays.json", "french.json", "unicode.json", "weird.json"})
  void agreesWithThePublicVectorsWithoutFractions(String name) throws IOException {
    // Given
    Path folder = SharedFiles.require("vectors/jcs/testdata");
    JsonValue input = read(Files.readString(folder.resolve("input").resolve(name)));
    String output = Files.readString(folder.resolve("output").resolve(name));

    // When: two of the texts are arrays, and a record is an object
    CanonicalJson json = CanonicalJson.of(JsonObject.of(Map.of("v", input)));

    // Then
    assertThat(json).hasToString("{\"v\":" + output.strip() + "}");
  }

  private static JsonValue read(String text) {
    return StrictJsonReader.read(Bytes.utf8(text), JsonLimits.OWN_RECORDS);
  }
}
