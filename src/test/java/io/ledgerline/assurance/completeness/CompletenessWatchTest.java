package io.ledgerline.assurance.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.Watch.Due;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.event.system.Finding;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.merkle.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the numbers of a producer, and their absence, are found to say.
class CompletenessWatchTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final CompletenessSettings SETTINGS =
      new CompletenessSettings(
          GRACE,
          3,
          new TreeMap<>(Map.of("beat", Duration.ofMinutes(1))),
          new CompletenessSettings.Limits(100, 100, 100, 10));

  private CompletenessWatch watch = new CompletenessWatch(SETTINGS);
  private final List<String> recorded = new ArrayList<>();
  private Instant now = START;
  private long index = 100;
  private long records = 1_000;

  @Test
  void numbersWithoutAGapFindNothing() {
    // When
    send(1, 2, 3);
    pass(Duration.ofDays(1));

    // Then
    assertThat(recorded).isEmpty();
  }

  @Test
  void missingNumbersAreFoundAfterTheGrace() {
    // Given
    send(1, 4);
    pass(GRACE);
    assertThat(recorded).isEmpty();

    // When
    pass(Duration.ofSeconds(1));

    // Then
    assertThat(recorded).containsExactly("sequence-gap k/default {first=2, last=3} open [101]");
  }

  @Test
  void numbersThatComeLateButInTimeFindNothing() {
    // Given
    send(1, 5, 3, 2);
    pass(GRACE.minusSeconds(1));

    // When
    send(4);
    pass(Duration.ofDays(1));

    // Then
    assertThat(recorded).isEmpty();
  }

  @Test
  void aFoundGapIsClosedWhenItsLastNumberComes() {
    // Given
    send(1, 4);
    pass(GRACE.plusSeconds(1));
    send(3);
    assertThat(recorded).hasSize(1);

    // When
    send(2);

    // Then
    assertThat(recorded)
        .containsExactly(
            "sequence-gap k/default {first=2, last=3} open [101]",
            "sequence-gap k/default {first=2, last=3} closed 1000 [103]");
  }

  @Test
  void aGapInTheMiddleOfOneIsFoundInTwoParts() {
    // Given
    send(1, 6, 4);

    // When
    pass(GRACE.plusSeconds(1));

    // Then
    assertThat(recorded)
        .containsExactly(
            "sequence-gap k/default {first=2, last=3} open [101]",
            "sequence-gap k/default {first=5, last=5} open [101]");
  }

  @Test
  void aStreamThatDoesNotBeginWithOneMissesTheNumbersBefore() {
    // Given
    send(3);

    // When
    pass(GRACE.plusSeconds(1));

    // Then
    assertThat(recorded).containsExactly("sequence-gap k/default {first=1, last=2} open [100]");
  }

  @Test
  void aNumberThatIsUsedTwiceIsFoundAtOnce() {
    // When
    send(1, 2, 2);

    // Then
    assertThat(recorded).containsExactly("sequence-reused k/default {number=2} open [102]");
  }

  @Test
  void aCounterThatBeginsAnewIsFoundOnce() {
    // When
    send(1, 2, 3, 4, 1, 2, 3, 4, 5, 6);

    // Then
    assertThat(recorded)
        .containsExactly(
            "sequence-reused k/default {number=1} open [104]",
            "sequence-back k/default {entry=104} open [104]");
  }

  @Test
  void aProducerThatSaysHowOftenItSendsIsLateAndThenSilentAndThenBack() {
    // Given
    entry("k", Optional.of(new Numbering(1, "s", Optional.of(Duration.ofHours(1)))));
    pass(Duration.ofHours(1).plus(GRACE));
    assertThat(recorded).isEmpty();

    // When
    pass(Duration.ofSeconds(1));
    pass(Duration.ofHours(2));
    entry("k", Optional.of(new Numbering(2, "s", Optional.empty())));

    // Then
    assertThat(recorded)
        .containsExactly(
            "heartbeat-late k/s {after=100} open [100]",
            "producer-silent k/s {after=100} open [100]",
            "heartbeat-late k/s {after=100} closed 1000 [101]",
            "producer-silent k/s {after=100} closed 1001 [101]");
  }

  @Test
  void aProducerThatSaysThatItEndsIsNotMissed() {
    // Given
    entry("k", Optional.of(new Numbering(1, "s", Optional.of(Duration.ofHours(1)))));
    entry("k", Optional.of(new Numbering(2, "s", Optional.of(Duration.ZERO))));

    // When
    pass(Duration.ofDays(30));

    // Then
    assertThat(recorded).isEmpty();
  }

  @Test
  void aProducerWithoutNumbersIsMissedWhereTheConfigurationExpectsIt() {
    // Given
    entry("beat", Optional.empty());
    entry("other", Optional.empty());

    // When
    pass(Duration.ofMinutes(1).plus(GRACE).plusSeconds(1));

    // Then
    assertThat(recorded).containsExactly("heartbeat-late beat {after=100} open [100]");
  }

  @Test
  void whoeverReadsTheSameEntriesAgainFindsTheSame() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      // Given
      List<Long> numbers = new ArrayList<>();
      for (long number = 1; number <= 60; number++) {
        if (random.nextInt(5) > 0) {
          numbers.add(number);
        }
      }
      for (int swap = 0; swap < 20; swap++) {
        int at = random.nextInt(numbers.size() - 1);
        Collections.swap(numbers, at, at + 1);
      }
      List<String> once = follow(numbers, numbers.size(), false);

      // When
      List<String> inPages = follow(numbers, 1 + random.nextInt(9), true);

      // Then
      assertThat(inPages).as("round %s", round).containsExactlyInAnyOrderElementsOf(once);
    }
  }

  /// The findings about these numbers, half a minute apart.
  private List<String> follow(List<Long> numbers, int page, boolean isResumed) {
    watch = new CompletenessWatch(SETTINGS);
    recorded.clear();
    now = START;
    index = 100;
    for (int at = 0; at < numbers.size(); at++) {
      now = now.plusSeconds(30);
      watch.accept(stored("k", Optional.of(new Numbering(numbers.get(at), "s", Optional.empty()))));
      if (at % page == page - 1) {
        record();
        if (isResumed) {
          String state = watch.state();
          watch = new CompletenessWatch(SETTINGS);
          watch.resume(state);
          assertThat(watch.state()).isEqualTo(state);
        }
      }
    }
    pass(Duration.ofDays(1));
    return recorded.stream().map(text -> text.replaceAll("closed [0-9]+", "closed")).toList();
  }

  private void send(long... numbers) {
    for (long number : numbers) {
      entry("k", Optional.of(new Numbering(number, "default", Optional.empty())));
    }
  }

  private void entry(String producer, Optional<Numbering> numbering) {
    watch.accept(stored(producer, numbering));
    record();
  }

  private StoredEntry stored(String producer, Optional<Numbering> numbering) {
    Payload payload = Payload.whole("application/json", Bytes.utf8("{}"), new Random(index));
    LeafDraft draft =
        new LeafDraft("x", "application/json", producer, "t", payload.commitment(), 0, numbering);
    return new StoredEntry(index++, draft.receivedAt(now), Digest.EMPTY_ROOT);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    watch.passed(now, index);
    record();
  }

  private void record() {
    while (!watch.due().isEmpty()) {
      for (Due due : watch.due()) {
        Finding finding = due.finding();
        recorded.add(
            "%s %s %s %s %s"
                .formatted(
                    finding.kind(),
                    String.join("/", finding.subject().names()),
                    finding.facts(),
                    finding.opened().isPresent()
                        ? "closed " + finding.opened().getAsLong()
                        : "open",
                    finding.entries()));
        watch.recorded(due, records++);
      }
    }
  }
}
