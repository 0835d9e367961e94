package io.ledgerline.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;

/// How a signature was made.
public enum SignatureAlgorithm {
  /// Ed25519 (RFC 8032): signatures of 64 bytes.
  ED25519("Ed25519"),
  /// ECDSA over P-256 with SHA-256: r and s of 32 bytes each, or both in DER.
  ES256("ES256");

  private static final int SIGNATURE_BYTES = 64;

  /// The order of P-256 (FIPS 186-4, D.1.2.3), which no other curve has.
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final String label;

  SignatureAlgorithm(String label) {
    this.label = label;
  }

  /// What it is called.
  public String label() {
    return label;
  }

  /// The one that a key is for; empty if it is for none of them.
  static Optional<SignatureAlgorithm> of(PublicKey key) {
    if (key instanceof EdECPublicKey edwards
        && edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
      return Optional.of(ED25519);
    }
    if (key instanceof ECPublicKey curve && curve.getParams().getOrder().equals(P256_ORDER)) {
      return Optional.of(ES256);
    }
    return Optional.empty();
  }

  /// The one that a JWS names in `alg` (RFC 7518 section 3.1, RFC 8037 section 3.1, RFC 9864).
  static Optional<SignatureAlgorithm> ofJws(String alg) {
    return switch (alg) {
      case "EdDSA", "Ed25519" -> Optional.of(ED25519);
      case "ES256" -> Optional.of(ES256);
      default -> Optional.empty(); // an open set, `none` among it: no other is accepted
    };
  }

  /// Whether a key made a signature over a message.
  boolean isBy(PublicKey key, byte[] message, byte[] signature) {
    return switch (this) {
      case ED25519 ->
          signature.length == SIGNATURE_BYTES && verifies("Ed25519", key, message, signature);
      case ES256 ->
          signature.length == SIGNATURE_BYTES
              ? verifies("SHA256withECDSAinP1363Format", key, message, signature)
              : verifies("SHA256withECDSA", key, message, signature);
    };
  }

  private static boolean verifies(String name, PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(name);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java runtime cannot verify " + name, missing);
    }
  }
}
