package io.ledgerline.assurance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is usual among numbers.
class RobustTest {

  @Test
  void isTheMedianAndTheMedianDistance() {
    // When
    Robust usual = Robust.of(List.of(3.0, 1.0, 2.0, 100.0));

    // Then
    assertThat(usual.median()).isEqualTo(2.5);
    assertThat(usual.deviation()).isEqualTo(1.4826);
  }

  @Test
  void isTheStandardDeviationOfNormalNumbers() {
    // Given
    Random random = new Random(3);
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < 10_001; i++) {
      numbers.add(50 + 2 * random.nextGaussian());
    }

    // When
    Robust usual = Robust.of(numbers);

    // Then
    assertThat(usual.median()).isCloseTo(50, within(0.1));
    assertThat(usual.deviation()).isCloseTo(2, within(0.1));
  }

  @Test
  void theToleranceHoldsWhereNothingVaried() {
    // Given
    Robust usual = Robust.of(List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0));

    // When
    double distance = usual.distanceMax(0.01, 4);

    // Then
    assertThat(distance).isEqualTo(0.01);
    assertThat(usual.variation()).isZero();
  }

  @Test
  void aFewThatAreFarOffChangeNothing() {
    // Given
    List<Double> numbers = new ArrayList<>(List.of(0.98, 0.98, 0.98));
    for (int i = 0; i < 20; i++) {
      numbers.add(1.0);
    }

    // When
    Robust usual = Robust.of(numbers);

    // Then
    assertThat(Math.abs(0.98 - usual.median())).isGreaterThan(usual.distanceMax(0.01, 4));
  }
}
