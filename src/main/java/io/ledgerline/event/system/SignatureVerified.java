package io.ledgerline.event.system;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.Map;

/// A signature that an entry carries was verified when the entry was taken in, with a key that was
/// known then. Whether the key is known later changes nothing of that.
///
/// @param entry the index of the entry
/// @param leafHash its leaf hash in base64
/// @param form `dsse` or `jws`
/// @param key the id of the key
/// @param signer the id of the actor whose key it was
/// @param publicKey the key as a SubjectPublicKeyInfo in DER, in base64: with it and the payload
///   anybody can verify the signature again
public record SignatureVerified(
    long entry, String leafHash, String form, String key, String signer, String publicKey)
    implements SystemRecord {

  /// The type of the leaf.
  public static final String TYPE = "io.ledgerline.signature-verified.v1";

  private static final int SIGNER_CHARACTERS_MAX = 255;

  /// Checks the words.
  ///
  /// @throws IllegalArgumentException if one is none
  public SignatureVerified {
    Word.require("form", form);
    Word.require("key", key);
    if (entry < 0 || signer.isBlank() || signer.length() > SIGNER_CHARACTERS_MAX) {
      throw new IllegalArgumentException("entry " + entry + " signed by " + signer);
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public CanonicalJson toJson() {
    return CanonicalJson.of(
        JsonObject.of(
            Map.of(
                "v", JsonString.of("1"),
                "entry", JsonNumber.of(entry),
                "leaf_hash", JsonString.of(leafHash),
                "form", JsonString.of(form),
                "key", JsonString.of(key),
                "signer", JsonString.of(signer),
                "public_key", JsonString.of(publicKey))));
  }

  /// Reads what [#toJson] writes.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static SignatureVerified parse(CanonicalJson json) {
    SignatureVerified verified =
        new SignatureVerified(
            json.integer("entry"),
            json.string("leaf_hash"),
            json.string("form"),
            json.string("key"),
            json.string("signer"),
            json.string("public_key"));
    if (!verified.toJson().equals(json)) {
      throw new IllegalArgumentException("a verified signature of another version: " + json);
    }
    return verified;
  }
}
