package io.ledgerline.drill.log;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Head;
import io.ledgerline.merkle.Digest;
import io.ledgerline.pg.TestPostgres;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The database of a log as it was: since entries only grow, the head of that time says it all.
public record Backup(Head head) {

  /// As it is now.
  public static Backup of(LogId log) {
    return new Backup(TestPostgres.get().entries().head(log).await().indefinitely());
  }

  /// Brings it back: what came since is gone, and no trace is left of it.
  public Optional<String> restore(DrilledLog log) {
    long size = head.size();
    return Sql.asSuperuser(
        log,
        "DELETE FROM {entry1} WHERE index >= " + size,
        "DELETE FROM {unit1} WHERE index >= " + size,
        "DELETE FROM ledger.identity WHERE log_id = '{log}' AND index >= " + size,
        "DELETE FROM ledger.batch WHERE log_id = '{log}' AND first_index >= " + size,
        "DELETE FROM ledger.cosignature WHERE log_id = '{log}' AND size > " + size,
        "DELETE FROM ledger.checkpoint WHERE log_id = '{log}' AND size > " + size,
        head(head, size == Recipe.TODAY ? "epoch" : Long.toString(head.epoch())));
  }

  /// The statement that makes a head the log's.
  public static String head(Head head, String epoch) {
    return """
    UPDATE ledger.head SET size = %d, chain_hash = %s, frontier = '\\x%s', epoch = %s
    WHERE log_id = '{log}'
    """
        .formatted(
            head.size(),
            hex(head.chainHash()),
            HexFormat.of().formatHex(head.frontier().toArray()),
            epoch);
  }

  public static String hex(Digest digest) {
    return hex(digest.toArray());
  }

  public static String hex(byte[] bytes) {
    return "'\\x" + HexFormat.of().formatHex(bytes) + "'";
  }

  /// A list of statements as an array.
  public static String[] all(List<String> statements) {
    return statements.toArray(String[]::new);
  }
}
