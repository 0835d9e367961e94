package io.ledgerline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.ledger.FaultyEntryStore.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is tried again in silence is told once, and at its end.
class FailureSeriesTest {

  private final FaultyEntryStore store = new FaultyEntryStore(new InMemoryEntryStore());

  @Test
  @Timeout(120)
  void saysWhyNoCheckpointIsPublishedUntilOneIs() {
    // Given
    Ledger ledger = open(publishingEvery(Duration.ofMillis(1)));
    store.failAlways(Fault.BEFORE);

    // When
    awaitFault(ledger, true);
    Optional<String> during = ledger.publishFault();
    store.failAlways(Fault.NONE);
    awaitFault(ledger, false);
    ledger.close();

    // Then
    assertThat(during).contains("java.io.IOException: before HEAD");
    assertThat(ledger.haltReason()).isEmpty();
  }

  @Test
  void aSeriesOfFailuresIsToldOnceForEachReasonAndAtItsEnd() {
    // Given
    Progress.Series series = new Progress.Series("a test");
    List<String> told = new ArrayList<>();
    Logger logger = Logger.getLogger(Ledger.class.getName());
    Handler handler = new Listener(told);
    logger.addHandler(handler);

    // When
    series.passed();
    series.failed(new IOException("down"));
    series.failed(new IOException("down"));
    series.failed(new IOException("full"));
    series.failed(new IOException("down"));
    series.passed();
    series.passed();
    series.failed(new IOException("down"));
    series.failed(new IllegalStateException("a bug"));
    logger.removeHandler(handler);

    // Then
    assertThat(told)
        .containsExactly(
            "a test fails and is tried again: java.io.IOException: down",
            "a test fails and is tried again: java.io.IOException: full",
            "a test works again",
            "a test fails and is tried again: java.io.IOException: down",
            "a test fails and is tried again: java.lang.IllegalStateException: a bug, with its"
                + " trace");
    assertThat(series.fault()).contains("java.lang.IllegalStateException: a bug");
  }

  private Ledger open(LedgerSettings settings) {
    Ledger.Setup setup = TestLedgers.setup(store, new InMemoryCheckpointStore());
    return Ledger.open(
            TestLedgers.genesis(),
            new Ledger.Setup(
                store,
                setup.checkpoints(),
                setup.tiles(),
                setup.keys(),
                settings,
                setup.clock(),
                setup.random(),
                setup.executor(),
                setup.guard(),
                setup.publication()))
        .await()
        .indefinitely();
  }

  private static LedgerSettings publishingEvery(Duration interval) {
    LedgerSettings settings = TestLedgers.settings();
    return new LedgerSettings(
        settings.queueEntriesMax(),
        settings.queueBytesMax(),
        settings.batchEntriesMax(),
        settings.batchBytesMax(),
        settings.waitMax(),
        settings.retryAfter(),
        settings.retryDelay(),
        settings.storeTimeout(),
        interval,
        settings.pageBytesMax());
  }

  private static void awaitFault(Ledger ledger, boolean expected) {
    while (ledger.publishFault().isPresent() != expected) {
      LockSupport.parkNanos(1_000_000);
    }
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
