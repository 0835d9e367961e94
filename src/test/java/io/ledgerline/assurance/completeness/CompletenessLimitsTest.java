package io.ledgerline.assurance.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.Watch.Due;
import io.ledgerline.assurance.completeness.CompletenessSettings.Limits;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What is watched at once is limited, and what is left out is said.
@Execution(ExecutionMode.CONCURRENT)
class CompletenessLimitsTest {

  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final int STATE_BYTES_MAX = 4_000_000;

  private CompletenessSettings settings = settings(new Limits(10, 3, 100, 10));
  private CompletenessWatch watch = new CompletenessWatch(settings);
  private final List<String> recorded = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long index = 100;
  private long records = 100_000;

  @Test
  void aProducerThatMakesUpStreamsTakesNoPlaceFromOthers() {
    // Given
    for (int stream = 0; stream < 100; stream++) {
      send("greedy", "s" + stream, 1);
    }
    record();

    // When
    send("other", "default", 1, 3);
    passGrace();

    // Then
    assertThat(recorded)
        .containsExactly(
            "not-watched greedy {} {stream=s3} [103]",
            "sequence-gap other/default {first=2, last=2} {count=1} [201]");
  }

  @Test
  void aProducerIsFoundNotToBeWatchedOnce() {
    // Given
    send("k", "a", 1);
    send("k", "b", 1);
    send("k", "c", 1);
    send("k", "d", 1);
    resume();
    record();

    // When
    resume();
    send("k", "d", 2);
    send("k", "e", 1);
    record();

    // Then
    assertThat(recorded).containsExactly("not-watched k {} {stream=d} [103]");
  }

  @Test
  void everyProducerBeyondTheLimitOfAllIsFoundAndWhoIsExpectedHasAPlace() {
    // Given
    for (int producer = 0; producer < 12; producer++) {
      send("k" + (char) ('a' + producer), "default", 1);
    }

    // When
    send("beat", "s", 1, 3);
    passGrace();

    // Then
    assertThat(recorded)
        .containsExactlyInAnyOrder(
            "not-watched kk {} {stream=default} [110]",
            "not-watched kl {} {stream=default} [111]",
            "sequence-gap beat/s {first=2, last=2} {count=1} [113]");
  }

  @Test
  void theLowerHalfOfTooManyRangesIsGivenUpInOneFinding() {
    // Given
    for (int number = 2; number <= 22; number += 2) {
      send("k", "s", number);
    }
    record();
    resume();

    // When
    passGrace();
    send("k", "s", 3, 7, 8, 11);
    record();

    // Then
    assertThat(recorded)
        .hasSize(8)
        .startsWith("sequence-gaps-given-up k/s {first=1, last=9} {count=5, ranges=5} [104]")
        .contains("sequence-gap k/s {first=11, last=11} {count=1} [105]")
        .endsWith("sequence-gap k/s {first=11, last=11} {} [114]");
  }

  @Test
  void numbersWithinAGapThatMakeRangesOfItAreLimitedToo() {
    // When
    send("k", "s", 1_000);
    for (int number = 2; number < 1_000; number += 2) {
      send("k", "s", number);
      assertThat(watch.state().split("\"range\"", -1)).hasSizeLessThanOrEqualTo(11);
    }
    passGrace();

    // Then
    assertThat(recorded).anyMatch(text -> text.startsWith("sequence-gaps-given-up"));
  }

  @Test
  void theStreamWithMostRangesGivesThemUpForAll() {
    // Given
    use(settings(new Limits(10, 3, 6, 10)));
    send("small", "s", 2);
    send("large", "s", 2, 4, 6, 8, 10);

    // When
    send("other", "s", 2);
    passGrace();
    send("small", "s", 1);
    record();

    // Then
    assertThat(recorded)
        .contains(
            "sequence-gaps-given-up large/s {first=1, last=3} {count=2, ranges=2} [102]",
            "sequence-gap other/s {first=1, last=1} {count=1} [106]",
            "sequence-gap small/s {first=1, last=1} {} [107]");
  }

  @Test
  void aNumberThatIsUsedAgainAndAgainIsOneFinding() {
    // When
    send("k", "s", 1, 2, 2, 2, 2);
    List<Due> page = watch.due();
    record();
    send("k", "s", 2);
    List<Due> next = watch.due();

    // Then
    assertThat(page).hasSize(1);
    assertThat(next)
        .extracting(due -> due.finding().name())
        .containsExactly(page.getFirst().finding().name());
  }

  @Test
  void theStateOfAsManyStreamsAndRangesAsTheDefaultsAllowIsBelowFourMegabytes() {
    // Given
    use(CompletenessSettings.DEFAULTS);
    for (int producer = 0; producer < 100; producer++) {
      for (int stream = 0; stream < 100; stream++) {
        send("producer-%03d".formatted(producer), "stream-%03d".formatted(stream), 1);
      }
    }

    // When
    for (int number = 1_000_000_003; number <= 1_000_006_000; number += 2) {
      send("producer-001", "stream-%03d".formatted(number % 3), number);
    }
    passGrace();

    // Then
    assertThat(watch.state()).hasSizeBetween(STATE_BYTES_MAX / 2, STATE_BYTES_MAX);
  }

  private static CompletenessSettings settings(Limits limits) {
    return new CompletenessSettings(
        GRACE, 3, new TreeMap<>(Map.of("beat/s", Duration.ofDays(1))), limits);
  }

  private void use(CompletenessSettings other) {
    settings = other;
    watch = new CompletenessWatch(other);
  }

  private void resume() {
    String state = watch.state();
    watch = new CompletenessWatch(settings);
    watch.resume(state);
    assertThat(watch.state()).isEqualTo(state);
  }

  private void send(String producer, String stream, long... numbers) {
    for (long number : numbers) {
      Payload payload = Payload.whole("application/json", Bytes.utf8("{}"), new Random(index));
      LeafDraft draft =
          new LeafDraft(
              "x",
              "application/json",
              producer,
              "t",
              payload.commitment(),
              0,
              Optional.of(new Numbering(number, stream, Optional.empty())));
      watch.accept(new StoredEntry(index++, draft.receivedAt(now), Digest.EMPTY_ROOT));
    }
  }

  private void passGrace() {
    now = now.plus(GRACE).plusSeconds(1);
    watch.passed(now, index);
    record();
  }

  private void record() {
    for (Due due : watch.due()) {
      Finding finding = due.finding();
      recorded.add(
          "%s %s %s %s %s"
              .formatted(
                  finding.kind(),
                  String.join("/", finding.subject().names()),
                  finding.facts(),
                  finding.details(),
                  finding.entries()));
      watch.recorded(due, records++);
    }
  }
}
