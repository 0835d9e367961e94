package io.ledgerline.rotation;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.rotation.RotationEntry;
import io.ledgerline.ledger.check.RowsBeside;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// The rows of key rotations, which repeat what both keys signed in an entry.
///
/// @param store where they are kept
public record RotationRows(RotationStore store) implements RowsBeside {

  @Override
  public Uni<List<Row>> all(LogId log) {
    return store
        .all(log)
        .map(
            rotations ->
                rotations.stream()
                    .map(
                        kept ->
                            new Row(kept.index(), "the row of a key rotation", says(kept.note())))
                    .toList());
  }

  @Override
  public Optional<String> saidBy(String leafType, Bytes accepted) {
    if (!leafType.equals(RotationEntry.TYPE)) {
      return Optional.empty();
    }
    try {
      return Optional.of(says(RotationEntry.parse(accepted).note()));
    } catch (CorruptEntryException none) {
      return Optional.empty();
    }
  }

  private static String says(SignedNote note) {
    return "the log passes to another key\n" + note.render();
  }
}
