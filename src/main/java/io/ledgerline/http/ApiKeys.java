package io.ledgerline.http;

import io.ledgerline.access.Caller;
import io.ledgerline.access.Policy;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Who shows which key, and what that permits. Keys are kept as digests and compared in constant
/// time.
public final class ApiKeys {

  private static final String SCHEME = "Bearer ";
  private static final int KEY_CHARS_MAX = 1_000;

  private final Map<Digest, Caller> callersByDigest;
  private final Policy policy;
  private final boolean onlyDirectly;

  /// The callers by the keys that they show.
  ///
  /// @param onlyDirectly what everyone may do needs a key all the same where the request does not
  ///   come straight from this machine, see [Directness]
  public ApiKeys(Map<String, Caller> callersByKey, Policy policy, boolean onlyDirectly) {
    Map<Digest, Caller> callers = new LinkedHashMap<>();
    callersByKey.forEach((key, caller) -> callers.put(digest(key), caller));
    this.callersByDigest = Map.copyOf(callers);
    this.policy = policy;
    this.onlyDirectly = onlyDirectly;
  }

  /// What is permitted to whom.
  public Policy policy() {
    return policy;
  }

  /// Whether everyone means everyone who comes straight from this machine.
  boolean onlyDirectly() {
    return onlyDirectly;
  }

  /// The caller who shows this `Authorization` header; empty for a wrong key or another scheme.
  public Optional<Caller> caller(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || authorization.length() > KEY_CHARS_MAX) {
      return Optional.empty();
    }
    byte[] shown = digest(authorization.substring(SCHEME.length()).strip()).toArray();
    Optional<Caller> found = Optional.empty();
    for (Map.Entry<Digest, Caller> known : callersByDigest.entrySet()) {
      if (MessageDigest.isEqual(known.getKey().toArray(), shown)) {
        found = Optional.of(known.getValue());
      }
    }
    return found;
  }

  private static Digest digest(String key) {
    return new Hasher().bytes(ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8))).finish();
  }
}
