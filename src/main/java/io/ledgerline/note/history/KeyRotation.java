package io.ledgerline.note.history;

import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import java.util.List;

/// A statement that a log passes from one key to another: a signed note under both keys.
///
/// Its text is no checkpoint of any log, since the second line is no size. One that exists was
/// verified.
///
/// @param log the log's id
/// @param from the key that signed until then
/// @param to the key that signs from then on
/// @param note the text with the two signatures, that of `from` first
public record KeyRotation(String log, VerifierKey from, VerifierKey to, SignedNote note) {

  private static final String LABEL = "ledgerline/key-rotation/v1";

  /// Checks the signatures, and that nothing else is in the note.
  ///
  /// @throws MalformedNoteException if the note says something else, the keys have not one name, or
  ///   they are the same key
  /// @throws UntrustedNoteException if it does not carry a true signature of each key, and no more
  public KeyRotation {
    if (!from.name().equals(to.name()) || from.id().equals(to.id())) {
      throw new MalformedNoteException("a rotation is from one key to another of the same log");
    }
    if (!note.text().equals(text(log, from, to))) {
      throw new MalformedNoteException("the note is not about this rotation");
    }
    if (note.signatures().size() != 2
        || !note.signatures().get(0).keyId().equals(from.id())
        || !note.signatures().get(1).keyId().equals(to.id())) {
      throw new UntrustedNoteException("a rotation is signed by the old key, then by the new one");
    }
    note.verifiedText(List.of(from));
    note.verifiedText(List.of(to));
  }

  /// Signs a rotation. The same keys give the same bytes.
  ///
  /// @throws MalformedNoteException if they are not two keys of one name
  public static KeyRotation sign(String log, SigningKey from, SigningKey to) {
    String text = text(log, from.verifierKey(), to.verifierKey());
    SignedNote note = from.sign(text).with(to.sign(text).signatures());
    return new KeyRotation(log, from.verifierKey(), to.verifierKey(), note);
  }

  /// Reads a rotation, and verifies it under the keys that it names.
  ///
  /// @throws MalformedNoteException if it is none
  /// @throws UntrustedNoteException if one of them did not sign it
  public static KeyRotation of(SignedNote note) {
    String[] lines = note.text().split("\n", -1);
    if (lines.length != 5 || !lines[0].equals(LABEL)) {
      throw new MalformedNoteException("a rotation is a label, a log and two keys");
    }
    return new KeyRotation(
        lines[1], VerifierKey.parse(lines[2]), VerifierKey.parse(lines[3]), note);
  }

  private static String text(String log, VerifierKey from, VerifierKey to) {
    return LABEL + "\n" + log + "\n" + from.text() + "\n" + to.text() + "\n";
  }
}
