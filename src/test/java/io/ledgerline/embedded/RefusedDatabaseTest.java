package io.ledgerline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/// What an operator reads whose database URL is the wrong one: one line, with what is wrong in it.
class RefusedDatabaseTest {

  @Test
  void namesTheHostThatNobodyKnows() {
    // Given
    DatabaseAddress nowhere =
        DatabaseAddress.parse("LEDGERLINE_DB_URL", "postgresql://app:x@nowhere.invalid:5432/led");

    // When
    Throwable refusal = catchThrowable(() -> Durability.check(nowhere));

    // Then
    assertThat(refusal)
        .hasMessage(
            "cannot use the database app@nowhere.invalid:5432/led:"
                + " the host nowhere.invalid is not known");
  }

  @Test
  void saysThatNothingAnswers() throws IOException {
    // Given
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    DatabaseAddress silent = new DatabaseAddress("127.0.0.1", port, "led", "", "app", "x");

    // When
    Throwable refusal = catchThrowable(() -> Schema.of(silent).migrate());

    // Then
    assertThat(refusal)
        .hasMessage(
            "cannot bring the schema of app@127.0.0.1:%d/led up to date: nothing answers at"
                + " 127.0.0.1:%d (the role for it is ledger_migrator)",
            port, port);
    assertThat(catchThrowable(() -> Schema.of(silent).detach(0, "00")))
        .isInstanceOf(CannotStartException.class)
        .hasMessage("segment 0 is not detached: nothing answers at 127.0.0.1:%d", port);
  }
}
