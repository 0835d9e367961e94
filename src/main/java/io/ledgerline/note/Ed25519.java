package io.ledgerline.note;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// Ed25519 (RFC 8032) with raw keys, over the JDK's provider: what [SigningKey] and the
/// cosignatures are made with.
public final class Ed25519 {

  /// The number of bytes of a raw public key.
  public static final int PUBLIC_KEY_BYTES = 32;

  /// The number of bytes of a seed.
  public static final int SEED_BYTES = 32;

  /// The number of bytes of a signature.
  public static final int SIGNATURE_BYTES = 64;

  // RFC 8410: what stands before the raw key in its DER form.
  private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] PKCS8_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private Ed25519() {}

  /// The key of 32 raw bytes.
  ///
  /// @throws MalformedNoteException if they are none
  public static PublicKey publicKey(byte[] raw) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(joined(SPKI_PREFIX, raw)));
    } catch (GeneralSecurityException invalid) {
      throw new MalformedNoteException("not an Ed25519 public key", invalid);
    }
  }

  /// The private key of a seed.
  ///
  /// @throws MalformedNoteException if it has another length
  public static PrivateKey privateKey(byte[] seed) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new PKCS8EncodedKeySpec(joined(PKCS8_PREFIX, seed)));
    } catch (GeneralSecurityException invalid) {
      throw new MalformedNoteException("not an Ed25519 seed", invalid);
    }
  }

  /// The raw public key of a seed.
  ///
  /// The JDK offers no way from one to the other but a key pair generator whose randomness is the
  /// seed: it takes the 32 bytes as they are.
  public static byte[] publicKeyOf(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new SeedOnly(seed));
      byte[] spki = generator.generateKeyPair().getPublic().getEncoded();
      return Arrays.copyOfRange(spki, SPKI_PREFIX.length, spki.length);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("this platform has no Ed25519", broken);
    }
  }

  /// The signature of a message.
  public static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("this platform cannot sign with Ed25519", broken);
    }
  }

  /// Whether the signature is one of the key over the message; false for one of another length.
  public static boolean verifies(PublicKey key, byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException refused) {
      return false;
    }
  }

  private static byte[] joined(byte[] prefix, byte[] rest) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(prefix);
    joined.writeBytes(rest);
    return joined.toByteArray();
  }

  /// A source of "randomness" that yields one seed.
  private static final class SeedOnly extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    SeedOnly(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException("asked for " + bytes.length + " bytes of a seed");
      }
      System.arraycopy(seed, 0, bytes, 0, seed.length);
    }
  }
}
