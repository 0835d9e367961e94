package io.ledgerline.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;

/// The private key of a log: signs notes with Ed25519.
///
/// Thread-safe. Its seed must never be logged; [#toString] shows the public key only.
public final class SigningKey {

  /// The number of bytes of a seed (RFC 8032 section 5.1.5).
  public static final int SEED_BYTES = Ed25519.SEED_BYTES;

  private final PrivateKey privateKey;
  private final VerifierKey verifierKey;

  private SigningKey(PrivateKey privateKey, VerifierKey verifierKey) {
    this.privateKey = privateKey;
    this.verifierKey = verifierKey;
  }

  /// The key of a name and a 32-byte seed.
  ///
  /// @throws MalformedNoteException if the name is no key name, or the seed has another length
  public static SigningKey ofSeed(String name, byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new MalformedNoteException("a seed has 32 bytes, not " + seed.length);
    }
    PrivateKey privateKey = Ed25519.privateKey(seed);
    VerifierKey verifierKey = VerifierKey.of(KeyName.checked(name), Ed25519.publicKeyOf(seed));
    // How the public key is found rests on the JDK's own generator: a pair that does not fit must
    // never sign anything.
    byte[] probe = name.getBytes(StandardCharsets.UTF_8);
    if (!verifierKey.verifies(probe, Ed25519.sign(privateKey, probe))) {
      throw new IllegalStateException("this platform derives another public key from a seed");
    }
    return new SigningKey(privateKey, verifierKey);
  }

  /// What others verify this key's signatures with.
  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /// A note of this text with one signature.
  ///
  /// @throws MalformedNoteException if the text is not one that a note can carry
  public SignedNote sign(String text) {
    byte[] signature = Ed25519.sign(privateKey, text.getBytes(StandardCharsets.UTF_8));
    byte[] blob =
        ByteBuffer.allocate(4 + signature.length)
            .putInt(verifierKey.id().value())
            .put(signature)
            .array();
    return SignedNote.of(text, NoteSignature.of(verifierKey.name(), blob));
  }

  @Override
  public String toString() {
    return verifierKey.text();
  }
}
