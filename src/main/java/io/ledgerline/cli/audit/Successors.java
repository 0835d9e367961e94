package io.ledgerline.cli.audit;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.history.KeyHistory;
import io.ledgerline.note.history.KeyRotation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Which key of a log came after one that the reader has. A log tells it of itself, but each key
/// signed that the next one follows: nobody else can.
public final class Successors {

  private Successors() {}

  /// A sentence for a reader whose key did not sign; empty if the log names no key after it.
  ///
  /// @param log with `keys`
  public static Optional<String> after(RemoteLog log, Collection<VerifierKey> trusted) {
    try {
      KeyHistory history = history(log.get("keys").join());
      List<VerifierKey> from = history.keysFrom(trusted);
      if (from.size() < 2) {
        return Optional.empty();
      }
      KeyHistory.Step step = history.steps().get(history.keys().indexOf(from.getFirst()));
      return Optional.of(
          "/log/keys has a rotation of your key to a newer one, in entry %d, which your key"
              .concat(" signed; the newest is now %s")
              .formatted(step.index(), history.current().text()));
    } catch (CompletionException
        | MalformedJsonException
        | MalformedNoteException
        | UntrustedNoteException
        | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static KeyHistory history(byte[] bytes) {
    CanonicalJson json = CanonicalJson.parse(Bytes.owned(bytes), JsonLimits.OWN_RECORDS);
    Optional<VerifierKey> first = Optional.empty();
    List<KeyHistory.Step> steps = new ArrayList<>();
    for (JsonValue element : json.object().array("keys")) {
      if (!(element instanceof JsonObject key)) {
        throw new MalformedNoteException("no key: " + element);
      }
      Optional<String> note = key.string("note");
      if (note.isPresent()) {
        KeyRotation rotation =
            KeyRotation.of(SignedNote.parse(note.get().getBytes(StandardCharsets.UTF_8)));
        steps.add(new KeyHistory.Step(index(key), rotation));
      } else {
        first = key.string("key").map(VerifierKey::parse);
      }
    }
    String log = steps.isEmpty() ? "" : steps.getFirst().rotation().log();
    return new KeyHistory(
        log, first.orElseThrow(() -> new MalformedNoteException("no key")), steps);
  }

  private static long index(JsonObject key) {
    return key.integer("index")
        .orElseThrow(() -> new MalformedNoteException("a key without the entry that names it"));
  }
}
