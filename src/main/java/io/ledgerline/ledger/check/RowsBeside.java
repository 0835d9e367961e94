package io.ledgerline.ledger.check;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/// Rows beside the entries that repeat what some entries say, so that nobody has to read all of
/// them to know it: an index. The entry is the truth; a row that says otherwise was changed.
///
/// The ledger knows no kinds of entries: whoever does says what a row and an entry have in common.
public interface RowsBeside {

  /// A row that names an entry.
  ///
  /// @param index of the entry
  /// @param name of the row, for a person
  /// @param says what it repeats of the entry
  record Row(long index, String name, String says) {}

  /// No rows.
  RowsBeside NONE =
      new RowsBeside() {
        @Override
        public Uni<List<Row>> all(LogId log) {
          return Uni.createFrom().item(List.of());
        }

        @Override
        public Optional<String> saidBy(String leafType, Bytes accepted) {
          return Optional.empty();
        }
      };

  /// Every row of a log, as it is stored now.
  Uni<List<Row>> all(LogId log);

  /// What the row of an entry has to say; empty where such an entry has none.
  ///
  /// @param accepted its payload, which is what its leaf commits to
  Optional<String> saidBy(String leafType, Bytes accepted);

  /// These rows and others.
  default RowsBeside and(RowsBeside others) {
    RowsBeside these = this;
    return new RowsBeside() {
      @Override
      public Uni<List<Row>> all(LogId log) {
        return these
            .all(log)
            .chain(
                here ->
                    others
                        .all(log)
                        .map(there -> Stream.concat(here.stream(), there.stream()).toList()));
      }

      @Override
      public Optional<String> saidBy(String leafType, Bytes accepted) {
        return these.saidBy(leafType, accepted).or(() -> others.saidBy(leafType, accepted));
      }
    };
  }

  /// Rows against the entries.
  ///
  /// @param before the rows before the head was read: each names an entry that is there
  /// @param after the rows after all entries were read: each entry has one
  /// @param said by the entries that were read
  /// @param size of the log when its head was read
  /// @param isRead whether an entry was read; what the others say is not known
  static List<Finding> compare(
      List<Row> before, List<Row> after, Map<Long, String> said, long size, LongPredicate isRead) {
    List<Finding> findings = new ArrayList<>();
    for (Row row : before) {
      if (row.index() < 0 || row.index() >= size) {
        findings.add(finding(row, "names an entry that is not there"));
      } else if (isRead.test(row.index())) {
        String entry = said.get(row.index());
        if (entry == null) {
          findings.add(finding(row, "names an entry that says nothing of it"));
        } else if (!entry.equals(row.says())) {
          findings.add(finding(row, "is not what the entry says"));
        }
      }
    }
    Map<Long, Row> rows = new HashMap<>();
    after.forEach(row -> rows.put(row.index(), row));
    said.forEach(
        (index, entry) -> {
          if (!rows.containsKey(index)) {
            findings.add(
                new Finding(OptionalLong.of(index), "no row beside it repeats: " + head(entry)));
          }
        });
    return findings;
  }

  private static Finding finding(Row row, String what) {
    return new Finding(OptionalLong.of(row.index()), row.name() + " " + what);
  }

  /// The first line.
  private static String head(String entry) {
    return entry.lines().findFirst().orElse("");
  }
}
