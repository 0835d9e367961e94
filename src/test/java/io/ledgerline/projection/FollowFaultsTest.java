package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// What an outage leaves in the log.
class FollowFaultsTest {

  private final List<String> told = new ArrayList<>();

  @Test
  void aThousandFailuresForOneReasonAreOneLineAndTheirEndAnother() {
    // Given
    FollowFaults faults = new FollowFaults();
    Logger logger = Logger.getLogger(Projector.class.getName());
    Handler handler = new Listener(told);
    logger.addHandler(handler);

    // When
    faults.over();
    for (int i = 0; i < 1_000; i++) {
      faults.tell(new CompletionException(new ConnectException("refused")));
    }
    faults.over();
    faults.over();
    faults.tell(new IllegalStateException("a bug"));
    logger.removeHandler(handler);

    // Then
    String fault = "the lineage graph could not follow the ledger and tries again: ";
    assertThat(told)
        .containsExactly(
            fault + "java.net.ConnectException: refused",
            "the lineage graph follows the ledger again",
            fault + "java.lang.IllegalStateException: a bug, with its trace");
  }

  /// Hears this thread alone: tests beside this one write to the same logger.
  private static final class Listener extends Handler {

    private final long own = Thread.currentThread().threadId();
    private final List<String> told;

    Listener(List<String> told) {
      this.told = told;
    }

    @Override
    public void publish(LogRecord line) {
      if (line.getLongThreadID() == own) {
        told.add(line.getMessage() + (line.getThrown() == null ? "" : ", with its trace"));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
