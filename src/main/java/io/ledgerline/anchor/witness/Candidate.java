package io.ledgerline.anchor.witness;

import io.ledgerline.note.SignedNote;
import io.ledgerline.note.cosignature.Cosignature;
import io.ledgerline.note.cosignature.CosignerKey;
import io.ledgerline.note.policy.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A signed checkpoint and the cosignatures that it has so far. For one thread at a time.
final class Candidate {

  private final SignedNote note;
  private final Map<CosignerKey, Cosignature> cosignatures = new LinkedHashMap<>();

  Candidate(SignedNote note) {
    this.note = note;
  }

  void add(Cosignature cosignature) {
    cosignatures.putIfAbsent(cosignature.key(), cosignature);
  }

  boolean has(CosignerKey key) {
    return cosignatures.containsKey(key);
  }

  boolean isEnoughFor(Policy policy) {
    return policy.isQuorumMet(cosignatures.keySet());
  }

  /// The checkpoint with the signatures of the log, then the cosignatures in the order of the
  /// policy.
  SignedNote published(Policy policy) {
    List<Cosignature> ordered =
        policy.witnessKeys().stream()
            .flatMap(key -> Optional.ofNullable(cosignatures.get(key)).stream())
            .toList();
    return ordered.isEmpty() ? note : note.with(ordered.stream().map(Cosignature::line).toList());
  }
}
