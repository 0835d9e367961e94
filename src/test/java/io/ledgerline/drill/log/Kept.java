package io.ledgerline.drill.log;

import io.ledgerline.entry.Leaf;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.VerifierKey;
import java.util.List;
import java.util.Optional;

/// What strangers have of a log from before an attack: a checkpoint, and the receipts of two
/// producers with their proofs.
///
/// @param checkpoint the newest that was published
/// @param receipts of an event in a sealed segment, and of one behind the newest anchor
public record Kept(SignedNote checkpoint, List<Receipt> receipts) {

  /// What a producer kept.
  public record Receipt(long index, Leaf leaf, InclusionFile proof) {}

  /// Copies the receipts.
  public Kept {
    receipts = List.copyOf(receipts);
  }

  public static Kept of(Ledger ledger) {
    return new Kept(
        ledger.checkpoint().await().indefinitely().orElseThrow(),
        List.of(receipt(ledger, Recipe.FORGED), receipt(ledger, Recipe.TODAY - 5)));
  }

  private static Receipt receipt(Ledger ledger, long index) {
    return new Receipt(
        index,
        ledger.entry(index).await().indefinitely().orElseThrow().leaf(),
        ledger.published().proof(index).await().indefinitely().orElseThrow());
  }

  /// What the receipts say against a log as it is served now. Each still proves by itself that its
  /// entry was there.
  public Optional<String> against(Ledger served, List<VerifierKey> trusted) {
    for (Receipt receipt : receipts) {
      Checkpoint signed = Checkpoint.open(receipt.proof().checkpoint(), trusted);
      if (!receipt.proof().proof(signed).proves(receipt.leaf().hash(), signed.root())) {
        throw new AssertionError("a receipt that proves nothing");
      }
      Optional<StoredEntry> now = served.entry(receipt.index()).await().indefinitely();
      if (now.isEmpty()) {
        return Optional.of("entry %d is not there".formatted(receipt.index()));
      }
      if (!now.get().leaf().equals(receipt.leaf())) {
        return Optional.of("entry %d is another one".formatted(receipt.index()));
      }
    }
    return Optional.empty();
  }
}
