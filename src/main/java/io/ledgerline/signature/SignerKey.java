package io.ledgerline.signature;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.StrictBase64;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A public key, and whose it is.
///
/// @param id names the key: 1 to 64 letters, digits, `.`, `_` and `-`, a letter or digit first
/// @param actor the id of the actor that holds the private key
/// @param algorithm what it is for
/// @param key the key
/// @param from since when it counts
/// @param until until when it counts, exclusive
public record SignerKey(
    String id,
    String actor,
    SignatureAlgorithm algorithm,
    PublicKey key,
    Optional<Instant> from,
    Optional<Instant> until) {

  /// The longest id of an actor, in characters.
  public static final int ACTOR_CHARACTERS_MAX = 255;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern PEM =
      Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----\\s*");

  /// Checks the names.
  ///
  /// @throws IllegalArgumentException if one is none
  public SignerKey {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "the id of a key has 1 to 64 letters, digits, '.', '_' and '-': " + id);
    }
    if (actor.isBlank() || actor.length() > ACTOR_CHARACTERS_MAX) {
      throw new IllegalArgumentException("the key " + id + " is of nobody");
    }
  }

  /// A key from a file in PEM, as `openssl pkey -pubout` writes it.
  ///
  /// @throws IllegalArgumentException if it is no public key of Ed25519 or P-256
  public static SignerKey ofPem(
      String id, String actor, String pem, Optional<Instant> from, Optional<Instant> until) {
    var matcher = PEM.matcher(pem);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("the key " + id + " is no public key in PEM");
    }
    byte[] spki = StrictBase64.decode(matcher.group(1).replaceAll("\\s", ""));
    for (String algorithm : List.of("Ed25519", "EC")) {
      Optional<SignerKey> key =
          parse(algorithm, spki)
              .flatMap(
                  parsed ->
                      SignatureAlgorithm.of(parsed)
                          .map(kind -> new SignerKey(id, actor, kind, parsed, from, until)));
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new IllegalArgumentException("the key " + id + " is none of Ed25519 or P-256");
  }

  private static Optional<PublicKey> parse(String algorithm, byte[] spki) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki)));
    } catch (GeneralSecurityException other) {
      return Optional.empty();
    }
  }

  /// The key as a SubjectPublicKeyInfo in DER (RFC 5280).
  public Bytes spki() {
    return Bytes.owned(key.getEncoded());
  }

  /// Whether it counts at a time.
  boolean counts(Instant time) {
    return from.filter(time::isBefore).isEmpty()
        && until.filter(end -> !time.isBefore(end)).isEmpty();
  }
}
