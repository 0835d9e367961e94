package io.ledgerline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Denial by default.
class PolicyTest {

  private static final Caller CALLER = new Caller("k1", "default");

  @ParameterizedTest
  @EnumSource
  void deniesWhatNobodyGranted(Permission permission) {
    // Given
    Policy policy = new Policy(Set.of(), Map.of("k2", Set.of(permission)));

    // When
    boolean permitted = policy.permits(CALLER, permission);

    // Then
    assertThat(permitted).isFalse();
    assertThat(policy.permitsEveryone(permission)).isFalse();
  }

  @Test
  void permitsWhatWasGrantedToTheKeyOrToEveryone() {
    // Given
    Policy policy = new Policy(Set.of(Permission.READ), Map.of("k1", Set.of(Permission.RECORD)));

    // When
    boolean record = policy.permits(CALLER, Permission.RECORD);
    boolean read = policy.permits(CALLER, Permission.READ);
    boolean administer = policy.permits(CALLER, Permission.ADMINISTER);

    // Then
    assertThat(record).isTrue();
    assertThat(read).isTrue();
    assertThat(administer).isFalse();
    assertThat(policy.permitsEveryone(Permission.READ)).isTrue();
    assertThat(policy.permitsEveryone(Permission.RECORD)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kéy", "a\"b", "a\\b", "a\nb"})
  void aNameThatNoLeafCanHoldIsNoCaller(String keyId) {
    // When
    Throwable refusal = catchThrowable(() -> new Caller(keyId, "default"));

    // Then
    assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
  }
}
