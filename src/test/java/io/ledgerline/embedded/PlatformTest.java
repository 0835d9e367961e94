package io.ledgerline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;

/// Which PostgreSQL is unpacked where.
class PlatformTest {

  @Test
  void findsTheArchiveOfEveryPlatformThatWeShip() {
    // When
    Platform platform = Platform.of("Mac OS X", "aarch64");

    // Then
    assertThat(platform).isEqualTo(Platform.DARWIN_ARM_64);
    assertThat(Platform.values())
        .allSatisfy(
            shipped ->
                assertThat(Platform.class.getResource("/" + shipped.resource())).isNotNull());
  }

  @Test
  void saysWhatToDoWhereNothingIsShipped() {
    // When
    Throwable refusal = catchThrowable(() -> Platform.of("Windows 11", "amd64"));

    // Then
    assertThat(refusal)
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("not for Windows 11 on amd64")
        .hasMessageContaining("LEDGERLINE_DB_URL");
  }
}
