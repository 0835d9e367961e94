package io.ledgerline.note;

import io.ledgerline.merkle.StrictBase64;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// One signature line of a note: `— <name> <base64(key id || signature)>`.
///
/// @param name whose signature it claims to be
/// @param base64 key id and signature
public record NoteSignature(String name, String base64) {

  /// U+2014 EM DASH and a space.
  static final String LINE_START = "\u2014 ";

  private static final int KEY_ID_BYTES = 4;

  /// Checks name and base64.
  ///
  /// @throws MalformedNoteException if one of them is malformed
  public NoteSignature {
    KeyName.checked(name);
    if (blob(base64).length <= KEY_ID_BYTES) {
      throw new MalformedNoteException("a signature of " + name + " is empty");
    }
  }

  /// The signature of a name: key id and signature are the bytes.
  ///
  /// @throws MalformedNoteException if the name is none, or there is no signature behind the key id
  public static NoteSignature of(String name, byte[] blob) {
    return new NoteSignature(name, StrictBase64.encode(blob));
  }

  /// Reads a line, without its line feed.
  ///
  /// @throws MalformedNoteException if it is none
  public static NoteSignature parse(String line) {
    String[] parts = line.split(" ", -1);
    if (!line.startsWith(LINE_START) || parts.length != 3) {
      throw new MalformedNoteException("a signature line is '\u2014 name base64'");
    }
    return new NoteSignature(parts[1], parts[2]);
  }

  /// Which key it claims to be of.
  public KeyId keyId() {
    return new KeyId(ByteBuffer.wrap(blob(base64)).getInt());
  }

  /// What follows the key id.
  public byte[] signature() {
    byte[] blob = blob(base64);
    return Arrays.copyOfRange(blob, KEY_ID_BYTES, blob.length);
  }

  /// The line with its line feed.
  public String line() {
    return LINE_START + name + " " + base64 + "\n";
  }

  private static byte[] blob(String base64) {
    return StrictUtf8.base64(base64);
  }
}
