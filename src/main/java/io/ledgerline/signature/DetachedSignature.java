package io.ledgerline.signature;

import io.ledgerline.canon.Bytes;
import java.util.Optional;

/// One signature that an event carries.
///
/// @param form `dsse` or `jws`, the attribute that it stands in
/// @param keyId the key that is said to have made it
/// @param algorithm how it is said to have been made; empty if the key decides
/// @param message what was signed, as the form has it: not the data alone
/// @param signature the signature
public record DetachedSignature(
    String form,
    Optional<String> keyId,
    Optional<SignatureAlgorithm> algorithm,
    Bytes message,
    Bytes signature) {

  /// Whether a key made it.
  boolean isBy(SignerKey key) {
    return algorithm.orElse(key.algorithm()) == key.algorithm()
        && key.algorithm().isBy(key.key(), message.toArray(), signature.toArray());
  }
}
