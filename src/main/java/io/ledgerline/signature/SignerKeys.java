package io.ledgerline.signature;

import io.ledgerline.event.Inspection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys that are known here. Safe on any thread.
public final class SignerKeys {

  /// None.
  public static final SignerKeys NONE = new SignerKeys(List.of());

  private final Map<String, SignerKey> keys = new LinkedHashMap<>();

  /// What was found good.
  public record Verified(DetachedSignature signature, SignerKey key) {}

  /// These.
  ///
  /// @throws IllegalArgumentException if two have one id
  public SignerKeys(List<SignerKey> keys) {
    for (SignerKey key : keys) {
      if (this.keys.put(key.id(), key) != null) {
        throw new IllegalArgumentException("two keys have the id " + key.id());
      }
    }
  }

  /// Verifies what an event carries.
  ///
  /// A signature that a known key did not make is a violation; one of a key that is not known here,
  /// or does not count at the time, is a warning and no more than if it were not there.
  public List<Verified> verify(
      List<DetachedSignature> signatures, Instant now, Inspection inspection) {
    List<Verified> verified = new ArrayList<>();
    for (DetachedSignature signature : signatures) {
      String at = "/" + signature.form();
      Optional<SignerKey> key = key(signature);
      if (key.isEmpty()) {
        String name = signature.keyId().map(id -> " " + id).orElse("");
        inspection.warning(
            at, "the key" + name + " is not known here: who acted is taken as asserted");
      } else if (!signature.isBy(key.get())) {
        inspection.violation(at, "is no signature by the key " + key.get().id() + " over the data");
      } else if (!key.get().counts(now)) {
        inspection.warning(
            at,
            "the key " + key.get().id() + " does not count now: who acted is taken as asserted");
      } else {
        verified.add(new Verified(signature, key.get()));
      }
    }
    return verified;
  }

  /// The key that is named; where none is, the one that made it, if one did.
  private Optional<SignerKey> key(DetachedSignature signature) {
    return signature.keyId().isPresent()
        ? signature.keyId().map(keys::get)
        : keys.values().stream().filter(signature::isBy).findFirst();
  }
}
