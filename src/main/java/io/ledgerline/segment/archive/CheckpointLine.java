package io.ledgerline.segment.archive;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One line of the file of checkpoints.
///
/// @param note with all its signatures
public record CheckpointLine(SignedNote note) {

  /// How many entries it says there are.
  public long size() {
    return Checkpoint.parse(note.text()).size();
  }

  /// The line, without its end.
  public CanonicalJson toJson() {
    return CanonicalJson.of(JsonObject.of(Map.of("note", JsonString.of(note.render()))));
  }

  /// Reads a line.
  ///
  /// @throws RuntimeException of the packages above if it is none: they know no common one
  static CheckpointLine parse(Bytes line) {
    CanonicalJson json = CanonicalJson.parse(line, JsonLimits.OWN_RECORDS);
    return new CheckpointLine(
        SignedNote.parse(json.string("note").getBytes(StandardCharsets.UTF_8)));
  }
}
