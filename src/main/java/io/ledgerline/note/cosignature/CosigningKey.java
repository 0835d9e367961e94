package io.ledgerline.note.cosignature;

import io.ledgerline.note.Ed25519;
import io.ledgerline.note.KeyName;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.NoteSignature;
import java.nio.ByteBuffer;
import java.security.PrivateKey;

/// The private key of a witness.
///
/// It must sign nothing but cosignatures, and never be the key of a log too. Thread-safe. Its seed
/// must never be logged; [#toString] shows the public key only.
public final class CosigningKey {

  private static final int KEY_ID_BYTES = 4;
  private static final int TIME_BYTES = 8;

  private final PrivateKey privateKey;
  private final CosignerKey cosignerKey;

  private CosigningKey(PrivateKey privateKey, CosignerKey cosignerKey) {
    this.privateKey = privateKey;
    this.cosignerKey = cosignerKey;
  }

  /// The key of a name and a 32-byte seed.
  ///
  /// @throws MalformedNoteException if the name is no key name, or the seed has another length
  public static CosigningKey ofSeed(String name, byte[] seed) {
    if (seed.length != Ed25519.SEED_BYTES) {
      throw new MalformedNoteException("a seed has 32 bytes, not " + seed.length);
    }
    CosigningKey key =
        new CosigningKey(
            Ed25519.privateKey(seed),
            CosignerKey.of(KeyName.checked(name), Ed25519.publicKeyOf(seed)));
    String probe = "probe\n";
    if (key.cosignerKey.verified(probe, key.cosign(probe, 0)).isEmpty()) {
      throw new IllegalStateException("this platform derives another public key from a seed");
    }
    return key;
  }

  /// What others verify this key's cosignatures with.
  public CosignerKey cosignerKey() {
    return cosignerKey;
  }

  /// The line that cosigns a checkpoint.
  ///
  /// @param noteText the text of the checkpoint with its final line feed
  /// @param seconds now, in seconds since 1970-01-01T00:00:00Z
  /// @throws MalformedNoteException if the time is negative
  public NoteSignature cosign(String noteText, long seconds) {
    if (seconds < 0) {
      throw new MalformedNoteException("a cosignature of before 1970");
    }
    byte[] signature = Ed25519.sign(privateKey, CosignerKey.message(noteText, seconds));
    return NoteSignature.of(
        cosignerKey.name(),
        ByteBuffer.allocate(KEY_ID_BYTES + TIME_BYTES + signature.length)
            .putInt(cosignerKey.id().value())
            .putLong(seconds)
            .put(signature)
            .array());
  }

  @Override
  public String toString() {
    return cosignerKey.text();
  }
}
