package io.ledgerline.signature;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.StrictBase64;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// A person with a private key.
public record Signer(String id, String actor, KeyPair pair, String algorithm) {

  private static final String SEED =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
  private static final String PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  /// With a new key of Ed25519.
  public static Signer ed25519(String id, String actor) {
    try {
      return new Signer(
          id, actor, KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "Ed25519");
    } catch (GeneralSecurityException missing) {
      throw new AssertionError(missing);
    }
  }

  /// With the key of the first test of RFC 8032: always the same.
  public static Signer known(String id, String actor) {
    try {
      KeyFactory keys = KeyFactory.getInstance("Ed25519");
      return new Signer(
          id,
          actor,
          new KeyPair(
              keys.generatePublic(
                  new X509EncodedKeySpec(
                      HexFormat.of().parseHex("302a300506032b6570032100" + PUBLIC))),
              keys.generatePrivate(
                  new PKCS8EncodedKeySpec(
                      HexFormat.of().parseHex("302e020100300506032b657004220420" + SEED)))),
          "Ed25519");
    } catch (GeneralSecurityException missing) {
      throw new AssertionError(missing);
    }
  }

  /// With a new key of P-256.
  ///
  /// @param algorithm of the JDK, which says how a signature is written
  public static Signer p256(String id, String actor, String algorithm) {
    return ofCurve("secp256r1", id, actor, algorithm);
  }

  static Signer ofCurve(String curve, String id, String actor, String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return new Signer(id, actor, generator.generateKeyPair(), algorithm);
    } catch (GeneralSecurityException missing) {
      throw new AssertionError(missing);
    }
  }

  /// The public key as a file has it.
  public String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + StrictBase64.encode(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /// The key as the service knows it.
  public SignerKey key() {
    return key(Optional.empty(), Optional.empty());
  }

  SignerKey key(Optional<Instant> from, Optional<Instant> until) {
    return SignerKey.ofPem(id, actor, pem(), from, until);
  }

  /// A JWS without its payload, which is not encoded.
  public String jws(String type, Bytes data) {
    String alg = algorithm.equals("Ed25519") ? "EdDSA" : "ES256";
    return jws(
        "{\"alg\":\"%s\",\"kid\":\"%s\",\"cty\":\"%s+json\",\"b64\":false,\"crit\":[\"b64\"]}"
            .formatted(alg, id, type),
        false,
        data);
  }

  String jws(String header, boolean isEncoded, Bytes data) {
    String encoded = AnyBase64.toUrl(Bytes.utf8(header).toArray());
    Bytes message = SignatureReader.signingInput(encoded, data, isEncoded);
    return encoded + ".." + AnyBase64.toUrl(sign(message));
  }

  /// An envelope without its payload.
  public String dsse(String type, Bytes data) {
    String mediaType = SignatureReader.mediaType(type);
    return "{\"payloadType\":\"%s\",\"signatures\":[{\"keyid\":\"%s\",\"sig\":\"%s\"}]}"
        .formatted(mediaType, id, StrictBase64.encode(sign(SignatureReader.pae(mediaType, data))));
  }

  private byte[] sign(Bytes message) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(pair.getPrivate());
      signature.update(message.toArray());
      return signature.sign();
    } catch (GeneralSecurityException failed) {
      throw new AssertionError(failed);
    }
  }
}
