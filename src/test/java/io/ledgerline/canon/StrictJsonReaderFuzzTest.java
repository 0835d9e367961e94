package io.ledgerline.canon;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// The strict reader and Jackson, over the same bytes: what we read, Jackson reads as the same;
/// what we refuse, Jackson refuses too, or it breaks a rule of ours that Jackson does not have.
class StrictJsonReaderFuzzTest {

  @FuzzTest
  void readsAsJacksonDoesOrRefuses(byte[] input) {
    // Given
    Bytes text = Bytes.copyOf(input);
    JacksonReading jackson = JacksonReading.of(input);

    // When
    JsonValue read;
    try {
      read = StrictJsonReader.read(text, JsonLimits.OWN_RECORDS);
    } catch (MalformedJsonException refused) {
      // Then
      requireReason(refused, jackson, input);
      return;
    }

    // Then
    assertThat(jackson.content()).contains(JacksonReading.content(read));
    assertThat(jackson.hasLoneSurrogate()).isFalse();
    assertThat(jackson.hasContradiction()).isFalse();
    requireSpans(text, read);
    requireOneCanonicalForm(read);
  }

  private static void requireReason(
      MalformedJsonException refused, JacksonReading jackson, byte[] input) {
    assertThat(refused.offset()).isBetween(0, input.length);
    if (!jackson.isUtf8()) {
      return; // for whatever reason: some byte of it is wrong
    }
    boolean breaksTheRule =
        switch (refused.kind()) {
          case SYNTAX -> jackson.content().isEmpty();
          case ENCODING -> jackson.content().isEmpty() || jackson.hasLoneSurrogate();
          case DUPLICATE_NAME -> jackson.content().isEmpty() || jackson.hasRepetition();
          case LIMIT ->
              jackson.depth() > JsonLimits.OWN_RECORDS.depthMax()
                  || jackson.repetitions() > JsonLimits.REPEATS_MAX
                  || input.length > JsonLimits.OWN_RECORDS.sizeBytesMax();
        };
    assertThat(breaksTheRule).as(refused.getMessage()).isTrue();
  }

  /// What stands at the place of a value is that value.
  private static void requireSpans(Bytes text, JsonValue root) {
    List<JsonValue> left = new ArrayList<>(List.of(root));
    while (!left.isEmpty()) {
      JsonValue value = left.remove(left.size() - 1);
      JsonValue alone =
          StrictJsonReader.read(text.slice(value.start(), value.end()), JsonLimits.OWN_RECORDS);
      assertThat(alone.start()).isZero();
      assertThat(alone.end()).isEqualTo(value.end() - value.start());
      assertThat(JacksonReading.content(alone)).isEqualTo(JacksonReading.content(value));
      if (value instanceof JsonObject object) {
        left.addAll(object.members().values());
        object.repeats().forEach(member -> left.add(member.value()));
      } else if (value instanceof JsonArray array) {
        left.addAll(array.elements());
      }
    }
  }

  /// Our rendering, where there is one, is read as what was rendered, and has no other spelling.
  private static void requireOneCanonicalForm(JsonValue read) {
    if (!(read instanceof JsonObject object)) {
      return;
    }
    CanonicalJson rendered;
    try {
      rendered = CanonicalJson.of(object);
    } catch (IllegalArgumentException fraction) {
      assertThat(fraction).hasMessageStartingWith("not a whole number of 53 bits");
      return;
    }
    JsonValue again = StrictJsonReader.read(rendered.bytes(), JsonLimits.OWN_RECORDS);
    assertThat(CanonicalJson.of((JsonObject) again)).isEqualTo(rendered);
    assertThat(CanonicalJson.parse(rendered.bytes(), JsonLimits.OWN_RECORDS)).isEqualTo(rendered);
  }
}
