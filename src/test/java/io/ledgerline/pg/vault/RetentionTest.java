package io.ledgerline.pg.vault;

import static io.ledgerline.pg.vault.Vault.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.LogId;
import io.ledgerline.event.system.HoldPlaced.Range;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.vault.hold.Holds;
import io.ledgerline.vault.retention.Retention;
import io.ledgerline.vault.retention.RetentionReport;
import io.ledgerline.vault.retention.RetentionReport.OfClass;
import io.ledgerline.vault.retention.RetentionReport.Past;
import io.ledgerline.vault.retention.RetentionReport.Run;
import io.ledgerline.vault.retention.RetentionSettings;
import io.ledgerline.vault.retention.RetentionStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is past its limit goes, and what is kept past it is reported with the reason.
class RetentionTest {

  private static final UUID HOLDER = new UUID(1, 1);

  private final Vault vault = Vault.open();
  private final PgRetentionStore store = new PgRetentionStore(TestPostgres.get().pool());

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void entriesPastTheLimitOfTheirClassAreErasedAndOthersAreNot() {
    // Given
    long first = vault.record("one", "Ada", "c-1");
    long second = vault.record("two", "Bob", "c-2");
    Retention early = retention(store, Duration.ofDays(182), 500);
    Retention late = retention(store, Duration.ofDays(184), 500);

    // When
    Run before = await(early.run());
    boolean wasThere = isWhole(first);
    Run after = await(late.run());

    // Then
    assertThat(before.entriesErased()).isZero();
    assertThat(wasThere).isTrue();
    assertThat(after.entriesErased()).isEqualTo(2);
    assertThat(after.isRunning()).isFalse();
    assertThat(isWhole(first)).isFalse();
    assertThat(isWhole(second)).isFalse();
    assertThat(isWhole(0)).isTrue();
    assertThat(vault.verify()).isInstanceOf(Verification.Sound.class);
  }

  @Test
  void whatIsHeldIsLeftAndReported() {
    // Given
    long held = vault.record("one", "Ada", "c-1");
    long free = vault.record("two", "Bob", "c-2");
    await(
        vault
            .holds()
            .place(
                new Holds.Wish(
                    "h1",
                    "matter-1",
                    Optional.of(new Range(held, held)),
                    Optional.empty(),
                    "counsel-1")));
    Retention retention = retention(store, Duration.ofDays(184), 500);
    RetentionReport due = await(retention.report());

    // When
    Run run = await(retention.run());
    RetentionReport left = await(retention.report());

    // Then
    assertThat(ofLog(due).past()).extracting(Past::index).containsExactly(held, free);
    assertThat(run.entriesHeld()).isEqualTo(1);
    assertThat(run.entriesErased()).isEqualTo(1);
    assertThat(ofLog(left).past())
        .singleElement()
        .satisfies(
            past -> {
              assertThat(past.index()).isEqualTo(held);
              assertThat(past.holds())
                  .extracting(hold -> hold.matter())
                  .containsExactly("matter-1");
            });
    assertThat(isWhole(held)).isTrue();
  }

  @Test
  void aRunCanBeStoppedBetweenPagesAndTheNextOneGoesOn() {
    // Given
    long first = vault.record("one", "Ada", "c-1");
    long second = vault.record("two", "Bob", "c-2");
    Retention[] stopped = new Retention[1];
    stopped[0] = retention(stoppingAfterAPage(() -> stopped[0].stop()), Duration.ofDays(184), 1);

    // When
    Run run = await(stopped[0].run());
    boolean wasThere = isWhole(second);
    Run rest = await(retention(store, Duration.ofDays(184), 1).run());

    // Then
    assertThat(run.isStopped()).isTrue();
    assertThat(run.entriesErased()).isEqualTo(1);
    assertThat(isWhole(first)).isFalse();
    assertThat(wasThere).isTrue();
    assertThat(rest.entriesErased()).isEqualTo(1);
  }

  @Test
  void oneReplicaDoesItForAll() {
    // Given
    long index = vault.record("one", "Ada", "c-1");
    await(store.hold(vault.log(), "retention", new UUID(2, 2), Duration.ofMinutes(1)));

    // When
    Run run = await(retention(store, Duration.ofDays(184), 500).run());

    // Then
    assertThat(run.entriesErased()).isZero();
    assertThat(isWhole(index)).isTrue();
  }

  @Test
  void whatAReplicaGivesBackAtItsEndIsTakenAtOnce() {
    // Given
    UUID first = new UUID(3, 3);
    UUID second = new UUID(4, 4);
    Duration hour = Duration.ofHours(1);
    for (String duty : List.of("assurance", "webhook risk-desk")) {
      assertThat(await(store.hold(vault.log(), duty, first, hour))).isTrue();
    }
    assertThat(await(store.hold(vault.log(), "segments", second, hour))).isTrue();

    // When
    int released = await(store.release(vault.log(), first));

    // Then
    assertThat(released).isEqualTo(2);
    for (String duty : List.of("assurance", "webhook risk-desk")) {
      assertThat(await(store.hold(vault.log(), duty, second, hour))).as(duty).isTrue();
    }
    assertThat(await(store.hold(vault.log(), "segments", first, hour)))
        .as("of another one")
        .isFalse();
  }

  @Test
  void theReportSaysWhetherRunsAreMadeByThemselves() {
    // Then
    assertThat(await(retention(store, Duration.ofDays(1), 500).report()).interval()).isEmpty();
  }

  @Test
  void refusedEventsAreKeptForAShorterTime() {
    // Given
    vault.send("{\"not\":\"an event\"}");

    // When
    Run run = await(retention(store, Duration.ofDays(31), 500).run());

    // Then
    assertThat(run.refusedDropped()).isEqualTo(1);
    assertThat(await(vault.quarantine().newest(10))).isEmpty();
  }

  private Retention retention(RetentionStore kept, Duration later, int pageEntries) {
    var pool = TestPostgres.get().pool();
    return new Retention(
        new Retention.Setup(
            vault.ledger(),
            kept,
            new PgErasureStore(pool),
            new PgHoldStore(pool),
            vault.erasures(),
            new RetentionSettings(
                new TreeMap<>(
                    Map.of("log", Duration.ofDays(183), "documentation", Duration.ofDays(3653))),
                Optional.empty(),
                Duration.ofDays(30),
                pageEntries,
                Duration.ofMinutes(1)),
            InstantSource.fixed(TestLedgers.NOW.plus(later)),
            HOLDER));
  }

  /// Runs `stop` when the second page is asked for.
  private RetentionStore stoppingAfterAPage(Runnable stop) {
    return new RetentionStore() {
      private int asked;

      @Override
      public Uni<List<Long>> kept(
          LogId log, String retentionClass, long from, long before, int countMax) {
        return store.kept(log, retentionClass, from, before, countMax);
      }

      @Override
      public Uni<Long> dropRefused(LogId log, Instant before) {
        return store.dropRefused(log, before);
      }

      @Override
      public Uni<Boolean> hold(LogId log, String duty, UUID holder, Duration duration) {
        if (++asked == 2) {
          stop.run();
        }
        return store.hold(log, duty, holder, duration);
      }
    };
  }

  private boolean isWhole(long index) {
    return await(vault.ledger().payload(index)).orElseThrow().content()
        instanceof PayloadEntry.Whole;
  }

  private static OfClass ofLog(RetentionReport report) {
    return report.classes().stream()
        .filter(c -> c.retentionClass().equals("log"))
        .findFirst()
        .orElseThrow();
  }
}
