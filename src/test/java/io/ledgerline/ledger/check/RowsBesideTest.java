package io.ledgerline.ledger.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.ledger.check.RowsBeside.Row;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Rows that repeat entries, against the entries.
class RowsBesideTest {

  private static final Row SEVEN = new Row(7, "the row of seven", "seven");

  @Test
  void findsNothingWhereRowsAndEntriesSayTheSame() {
    assertThat(compare(List.of(SEVEN), Map.of(7L, "seven"))).isEmpty();
  }

  @Test
  void seesARowThatSaysSomethingElseOrNamesAnEntryThatSaysNothing() {
    // Given
    Row other = new Row(8, "the row of eight", "eight");

    // When
    List<Finding> findings = compare(List.of(SEVEN, other), Map.of(7L, "another"));

    // Then
    assertThat(findings)
        .containsExactly(
            finding(7, "the row of seven is not what the entry says"),
            finding(8, "the row of eight names an entry that says nothing of it"));
  }

  @Test
  void seesARowThatNamesAnEntryBehindTheEndOrBeforeTheFirst() {
    for (long index : new long[] {-1, 100, Long.MAX_VALUE}) {
      assertThat(compare(List.of(new Row(index, "a row", "x")), Map.of()))
          .containsExactly(finding(index, "a row names an entry that is not there"));
    }
  }

  @Test
  void seesAnEntryWithoutItsRowAndTellsItsFirstLine() {
    assertThat(compare(List.of(), Map.of(7L, "seven\nand more")))
        .containsExactly(finding(7, "no row beside it repeats: seven"));
  }

  @Test
  void leavesRowsOutWhoseEntriesWereNotRead() {
    assertThat(
            RowsBeside.compare(List.of(SEVEN), List.of(SEVEN), Map.of(), 100, index -> index > 7))
        .isEmpty();
  }

  @Test
  void aRowThatCameWhileEntriesWereReadBelongsToTheNextRun() {
    assertThat(
            RowsBeside.compare(
                List.of(), List.of(new Row(100, "new", "x")), Map.of(), 100, index -> true))
        .isEmpty();
  }

  private static List<Finding> compare(List<Row> rows, Map<Long, String> said) {
    return RowsBeside.compare(rows, rows, new TreeMap<>(said), 100, index -> true);
  }

  private static Finding finding(long index, String what) {
    return new Finding(OptionalLong.of(index), what);
  }
}
