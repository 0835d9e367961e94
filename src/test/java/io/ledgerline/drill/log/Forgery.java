package io.ledgerline.drill.log;

import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Genesis;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.guard.RollbackGuard;
import io.ledgerline.ledger.publication.AtOnce;
import io.ledgerline.ledger.tile.InMemoryTileStore;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.history.KeyHistory;
import io.ledgerline.segment.Segment;
import io.ledgerline.vault.hold.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The history that a forger would have: the log grown once more, with another event in it. Every
/// record of the system that stands behind it says what it would have said.
public final class Forgery implements Recipe.Beside {

  private static final int PAGE = 1_000;

  private final InMemoryEntryStore entries = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  private final Ledger ledger;
  private final Recipe recipe;
  private final List<Segment> segments = new ArrayList<>();

  private Forgery(Genesis genesis, String told) {
    Ledger.Setup base = TestLedgers.setup(entries, checkpoints);
    this.ledger =
        Ledger.open(
                genesis,
                new Ledger.Setup(
                    entries,
                    checkpoints,
                    new InMemoryTileStore(),
                    DrilledLog.keys(KeyHistory.of(genesis.log().toString(), genesis.key())),
                    base.settings(),
                    base.clock(),
                    base.random(),
                    base.executor(),
                    RollbackGuard.none(),
                    new AtOnce()))
            .await()
            .indefinitely();
    this.recipe = new Recipe(ledger, this, told);
    recipe.growToYesterday();
  }

  /// The log with another event, as long as it is today, signed at the same sizes.
  public static Forgery of(DrilledLog log) {
    Forgery forgery = new Forgery(log.genesis(), "forged");
    forgery.recipe.growTo(Recipe.ANCHORED);
    forgery.recipe.growTo(Recipe.TODAY);
    return forgery;
  }

  /// A copy of the log as it is today.
  public static Forgery copyOf(DrilledLog log) {
    Forgery copy = new Forgery(log.genesis(), "content " + Recipe.FORGED);
    copy.recipe.growTo(Recipe.ANCHORED);
    copy.recipe.growTo(Recipe.TODAY);
    return copy;
  }

  /// The log in memory.
  public Ledger ledger() {
    return ledger;
  }

  /// Puts it in the place of the stored log: entries, payloads, head, the rows that repeat entries.
  /// The checkpoints that another key signed are taken away; with the key they are replaced.
  public Optional<String> replace(DrilledLog log, boolean isSigned) {
    List<String> statements = new ArrayList<>();
    for (PayloadRow row : rows()) {
      String part = row.row().index() < Recipe.SEGMENT_SIZE ? "0" : "1";
      statements.add(
          "UPDATE {entry%s} SET leaf = %s, leaf_hash = %s, chain_hash = %s WHERE index = %d"
              .formatted(
                  part,
                  Backup.hex(row.row().leaf().toArray()),
                  Backup.hex(row.row().leafHash()),
                  Backup.hex(row.row().chainHash()),
                  row.row().index()));
      if (row.row().index() >= Recipe.FORGED && row.eventSalt() != null) {
        row.units().forEach(unit -> statements.add(unit(part, row, unit)));
      }
    }
    Head head = entries.head(log.log()).await().indefinitely();
    statements.add(Backup.head(head, "epoch"));
    statements.add(
        "DELETE FROM ledger.checkpoint WHERE log_id = '{log}' AND size > " + Recipe.FORGED);
    statements.add("DELETE FROM ledger.cosignature WHERE log_id = '{log}'");
    for (Segment segment : segments) {
      statements.add(
          "UPDATE ledger.segment SET root = %s, chain_hash = %s WHERE log_id = '{log}'"
              .formatted(Backup.hex(segment.root()), Backup.hex(segment.chainHash())));
    }
    if (isSigned) {
      checkpoints.page(log.log(), 1, PAGE).await().indefinitely().stream()
          .map(Forgery::checkpoint)
          .forEach(statements::add);
    }
    return Sql.asSuperuser(log, Backup.all(statements));
  }

  private List<PayloadRow> rows() {
    return entries
        .payloadRows(ledger.genesis().log(), 0, PAGE, Long.MAX_VALUE)
        .await()
        .indefinitely();
  }

  /// In clear, as the store takes what was written before payloads were encrypted: the forger has
  /// no data key.
  private static String unit(String part, PayloadRow row, UnitRow unit) {
    DataUnit value = new DataUnit(unit.pointer(), required(unit.salt()), required(unit.value()));
    return """
    UPDATE {unit%s} SET digest = %s, salt = %s, value = %s, event_salt = %s, cipher = NULL,
      data_key_id = NULL, value_size = NULL
    WHERE index = %d AND unit = %d
    """
        .formatted(
            part,
            Backup.hex(value.digest()),
            Backup.hex(value.salt().bytes().toArray()),
            Backup.hex(value.value().toArray()),
            unit.number() == 0 ? Backup.hex(required(row.eventSalt()).bytes().toArray()) : "NULL",
            row.row().index(),
            unit.number());
  }

  private static String checkpoint(SignedNote note) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    return "INSERT INTO ledger.checkpoint VALUES ('{log}', %d, %s, '%s')"
        .formatted(checkpoint.size(), Backup.hex(checkpoint.root()), note.render());
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("nothing is there");
    }
    return value;
  }

  @Override
  public void rotation(KeyHistory.Step step) {}

  @Override
  public void hold(Hold hold) {}

  @Override
  public void segment(Segment segment) {
    segments.add(segment);
  }

  @Override
  public void sweep() {
    Sweeping.of(ledger, entries, checkpoints).record();
  }
}
