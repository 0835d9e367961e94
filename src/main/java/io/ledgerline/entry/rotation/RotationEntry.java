package io.ledgerline.entry.rotation;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.history.KeyRotation;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The payload of an entry that records that the log passed to another key.
public final class RotationEntry {

  /// The type of the leaf.
  public static final String TYPE = "io.ledgerline.key-rotation.v1";

  private RotationEntry() {}

  /// The payload: RFC 8785 bytes, the same for the same rotation.
  public static CanonicalJson toJson(SignedNote note) {
    return CanonicalJson.of(
        JsonObject.of(Map.of("v", JsonString.of("1"), "note", JsonString.of(note.render()))));
  }

  /// Reads it, and verifies the rotation under the keys that it names.
  ///
  /// @throws CorruptEntryException if it is none, or one of the keys did not sign it
  public static KeyRotation parse(Bytes accepted) {
    try {
      CanonicalJson json = CanonicalJson.parse(accepted, JsonLimits.OWN_RECORDS);
      SignedNote note = SignedNote.parse(json.string("note").getBytes(StandardCharsets.UTF_8));
      if (!toJson(note).equals(json)) {
        throw new CorruptEntryException("a key rotation of another version");
      }
      return KeyRotation.of(note);
    } catch (MalformedJsonException
        | IllegalArgumentException
        | MalformedNoteException
        | UntrustedNoteException malformed) {
      throw new CorruptEntryException("no key rotation: " + malformed.getMessage(), malformed);
    }
  }
}
