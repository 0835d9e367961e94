package io.ledgerline.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.AssuranceStore.Progress;
import io.ledgerline.assurance.AssuranceStore.Read;
import io.ledgerline.entry.LogId;
import io.ledgerline.event.system.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a store of findings must do.
public abstract class AssuranceStoreContract {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private AssuranceStore store;
  private LogId log;

  /// A store, with a log of at least eight entries that record findings, from 1 on.
  protected abstract AssuranceStore store();

  /// The log.
  protected abstract LogId log();

  @BeforeEach
  void open() {
    store = store();
    log = log();
  }

  @Test
  void standsAtTheBeginningAtFirst() {
    // When
    Progress progress = store.progress(log).await().indefinitely();

    // Then
    assertThat(progress).isEqualTo(Progress.NOTHING);
  }

  @Test
  void keepsHowFarItWasReadAndWhatWatchesKnow() {
    // Given
    Progress to = progress(5, "knows \"this\"");

    // When
    boolean isKept = advance(0, to);

    // Then
    assertThat(isKept).isTrue();
    assertThat(store.progress(log).await().indefinitely()).isEqualTo(to);
  }

  @Test
  void whoComesSecondChangesNothing() {
    // Given
    advance(0, progress(5, "first"));

    // When
    boolean isKept = advance(0, progress(4, "second"), opening(1, "a"));

    // Then
    assertThat(isKept).isFalse();
    assertThat(store.progress(log).await().indefinitely()).isEqualTo(progress(5, "first"));
    assertThat(list(Optional.empty(), Optional.empty())).isEmpty();
  }

  @Test
  void aFindingIsOpenUntilTheEntryThatClosesItIsRead() {
    // Given
    advance(0, progress(3, ""), opening(1, "a"), opening(2, "b"));
    assertThat(list(Optional.of(true), Optional.empty())).containsExactly(2L, 1L);

    // When
    advance(3, progress(4, ""), closing(3, 1));

    // Then
    assertThat(list(Optional.of(true), Optional.empty())).containsExactly(2L);
    assertThat(list(Optional.of(false), Optional.empty())).containsExactly(1L);
    FindingRow row = store.finding(log, 1).await().indefinitely().orElseThrow();
    assertThat(row.closedBy()).hasValue(3);
    assertThat(row.closedAt()).contains(AT.plusSeconds(3));
    assertThat(row.finding()).isEqualTo(opening(1, "a").finding());
    assertThat(store.open(log).await().indefinitely()).isEqualTo(new TreeMap<>(Map.of("kind", 1L)));
  }

  @Test
  void aFindingThatIsOpenedAndClosedAtOnceIsClosed() {
    // When
    advance(0, progress(6, ""), opening(4, "a"), closing(5, 4));

    // Then
    assertThat(list(Optional.of(true), Optional.empty())).isEmpty();
    assertThat(list(Optional.of(false), Optional.empty())).containsExactly(4L);
  }

  @Test
  void whatIsReadAgainIsThereOnce() {
    // Given
    advance(0, progress(2, ""), opening(1, "a"));

    // When
    advance(2, progress(3, ""), opening(1, "a"), closing(2, 1));

    // Then
    assertThat(list(Optional.of(false), Optional.empty())).containsExactly(1L);
  }

  @Test
  void findingsAreListedBySubjectAndInPages() {
    // Given
    advance(0, progress(6, ""), opening(1, "a"), opening(2, "b"), opening(3, "a"));

    // When
    List<Long> ofOne = list(Optional.empty(), Optional.of("a"));
    List<FindingRow> page =
        store
            .findings(
                log,
                new FindingFilter(Optional.empty(), Optional.of("kind"), Optional.empty(), 3, 1))
            .await()
            .indefinitely();

    // Then
    assertThat(ofOne).containsExactly(3L, 1L);
    assertThat(page).extracting(FindingRow::entry).containsExactly(2L);
  }

  private boolean advance(long from, Progress to, Read... findings) {
    return store.advance(log, from, to, List.of(findings)).await().indefinitely();
  }

  private List<Long> list(Optional<Boolean> isOpen, Optional<String> subject) {
    return store
        .findings(log, new FindingFilter(isOpen, Optional.empty(), subject, Long.MAX_VALUE, 100))
        .await()
        .indefinitely()
        .stream()
        .map(FindingRow::entry)
        .toList();
  }

  private static Progress progress(long next, String state) {
    return new Progress(next, new TreeMap<>(Map.of("watch", state)));
  }

  private static Read opening(long entry, String producer) {
    Finding finding =
        Finding.open(
            "kind",
            new Finding.Subject("producer", List.of(producer, "s")),
            new TreeMap<>(Map.of("n", Long.toString(entry))),
            new TreeMap<>(),
            new TreeSet<>());
    return new Read(entry, AT.plusSeconds(entry), finding);
  }

  private static Read closing(long entry, long opened) {
    return new Read(
        entry,
        AT.plusSeconds(entry),
        opening(opened, "a").finding().closed(opened, new TreeSet<>()));
  }
}
