package io.ledgerline.canon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.JsonValue.JsonNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Members, few and many, against the platform's map that keeps the order.
class MembersTest {

  @Test
  void areWhatALinkedMapWouldHoldWhateverTheirNumber() {
    Random random = new Random(4);
    for (int size = 0; size < 60; size++) {
      // Given
      Members members = new Members();
      Map<String, JsonValue> expected = new LinkedHashMap<>();

      // When
      for (int i = 0; i < size; i++) {
        String name = "n" + random.nextInt(Math.max(1, size));
        JsonValue value = JsonNumber.of(i);
        JsonValue before = expected.putIfAbsent(name, value);
        assertThat(members.add(name, value)).isEqualTo(Optional.ofNullable(before));
      }

      // Then
      assertThat(members).isEqualTo(expected).hasSameHashCodeAs(expected);
      assertThat(List.copyOf(members.entrySet())).isEqualTo(List.copyOf(expected.entrySet()));
      assertThat(List.copyOf(members.keySet())).isEqualTo(List.copyOf(expected.keySet()));
      assertThat(List.copyOf(members.values())).isEqualTo(List.copyOf(expected.values()));
      for (int i = 0; i <= size; i++) {
        assertThat(members.get("n" + i)).isEqualTo(expected.get("n" + i));
        assertThat(members.containsKey("n" + i)).isEqualTo(expected.containsKey("n" + i));
      }
    }
  }

  @Test
  void cannotBeChangedByWhoeverGetsThem() {
    for (int size : new int[] {1, 40}) {
      // Given
      Members members = new Members();
      for (int i = 0; i < size; i++) {
        members.add("n" + i, JsonNumber.of(i));
      }

      // Then
      assertThat(catchThrowable(() -> members.put("x", JsonNumber.of(1))))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(catchThrowable(() -> members.remove("n0")))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(
              catchThrowable(() -> members.entrySet().iterator().next().setValue(JsonNumber.of(9))))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(catchThrowable(members::clear)).isInstanceOf(UnsupportedOperationException.class);
    }
  }
}
