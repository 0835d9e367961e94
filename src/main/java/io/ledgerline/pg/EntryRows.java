package io.ledgerline.pg;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.EntryStore;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// Pages of entries, without their payloads.
///
/// Apart from [PgEntryStore], because Quarkus' build rewrites every class that touches an entity,
/// and for that loads the types that meet in its methods into Maven's own JVM, which may be older
/// than our classes are. Nothing of ours meets here.
final class EntryRows {

  private final Sessions sessions;

  EntryRows(Sessions sessions) {
    this.sessions = sessions;
  }

  /// The entries of a log from an index on.
  Uni<List<EntryStore.EntryRow>> page(LogId log, long from, int countMax) {
    return sessions
        .read(
            session ->
                session
                    .createSelectionQuery(
                        """
                        from EntryRecord e where e.log = :log and e.place >= :from order by e.place
                        """,
                        EntryRecord.class)
                    .setParameter("log", log.value())
                    .setParameter("from", from)
                    .setMaxResults(countMax)
                    .getResultList())
        .map(records -> records.stream().map(EntryRecord::row).toList());
  }
}
