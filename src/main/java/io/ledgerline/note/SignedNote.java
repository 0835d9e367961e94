package io.ledgerline.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A text with signatures under it (C2SP signed-note).
///
/// The text is data of an unknown origin until [#verifiedText] returns it.
///
/// @param text what is signed, with its final line feed
/// @param signatures at least one
public record SignedNote(String text, List<NoteSignature> signatures) {

  /// The largest note that is read, in bytes.
  public static final int SIZE_BYTES_MAX = 128 * 1024;

  private static final int SIGNATURES_MAX = 100;

  /// Checks the text and the number of signatures.
  ///
  /// @throws MalformedNoteException if the text does not end in a line feed, holds another control
  ///   character or a lone surrogate, or the signatures are none or more than 100
  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || !text.codePoints().allMatch(SignedNote::isPermitted)) {
      throw new MalformedNoteException("a note is lines of text without control characters");
    }
    if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
      throw new MalformedNoteException("a note with " + signatures.size() + " signatures");
    }
  }

  static SignedNote of(String text, NoteSignature signature) {
    return new SignedNote(text, List.of(signature));
  }

  /// Reads a note.
  ///
  /// @throws MalformedNoteException if it is malformed or larger than [#SIZE_BYTES_MAX]
  public static SignedNote parse(byte[] note) {
    if (note.length > SIZE_BYTES_MAX) {
      throw new MalformedNoteException("a note of " + note.length + " bytes");
    }
    String all = StrictUtf8.decode(note);
    int blankLine = all.lastIndexOf("\n\n");
    if (blankLine < 0 || !all.endsWith("\n")) {
      throw new MalformedNoteException("a note is a text, a blank line, and signature lines");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    String below = all.substring(blankLine + 2);
    for (String line : below.isEmpty() ? List.<String>of() : below.lines().toList()) {
      signatures.add(NoteSignature.parse(line));
    }
    SignedNote read = new SignedNote(all.substring(0, blankLine + 1), signatures);
    if (!read.render().equals(all)) {
      throw new MalformedNoteException("a note has line feeds alone between its lines");
    }
    return read;
  }

  /// The same note with more signatures under it.
  ///
  /// @throws MalformedNoteException if they become too many
  public SignedNote with(List<NoteSignature> more) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    all.addAll(more);
    return new SignedNote(text, all);
  }

  private static boolean isPermitted(int c) {
    boolean loneSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return !loneSurrogate && (c >= 0x20 || c == '\n');
  }

  /// The note as it is kept and sent: text, blank line, signature lines.
  public String render() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()));
    return note.toString();
  }

  /// The note with those signatures alone that claim to be of one of these keys.
  ///
  /// @throws MalformedNoteException if there are none
  public SignedNote withSignaturesOf(Collection<VerifierKey> keys) {
    return new SignedNote(
        text,
        signatures.stream()
            .filter(signature -> keys.stream().anyMatch(key -> key.isNamedBy(signature)))
            .toList());
  }

  /// The text, when a trusted key vouches for it.
  ///
  /// A signature whose name and key id no trusted key has is passed over; one that claims to be of
  /// a trusted key and fails makes the whole note untrusted.
  ///
  /// @throws UntrustedNoteException if no trusted key signed, or a trusted key's signature fails
  public String verifiedText(Collection<VerifierKey> trusted) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    boolean verified = false;
    for (NoteSignature signature : signatures) {
      Optional<VerifierKey> key = trusted.stream().filter(k -> k.isNamedBy(signature)).findFirst();
      if (key.isPresent()) {
        if (!key.get().verifies(message, signature.signature())) {
          throw new UntrustedNoteException("the signature of " + signature.name() + " is false");
        }
        verified = true;
      }
    }
    if (!verified) {
      throw new UntrustedNoteException("no trusted key signed it");
    }
    return text;
  }
}
