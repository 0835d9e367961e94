package io.ledgerline.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Who may do what. What is not granted is denied.
///
/// @param toEveryone granted also to those who show no key
/// @param toKey granted to a key, by its id
public record Policy(Set<Permission> toEveryone, Map<String, Set<Permission>> toKey) {

  /// Copies the grants.
  public Policy {
    toEveryone = Set.copyOf(toEveryone);
    Map<String, Set<Permission>> copies = new LinkedHashMap<>();
    toKey.forEach((keyId, granted) -> copies.put(keyId, Set.copyOf(granted)));
    toKey = Map.copyOf(copies);
  }

  /// Whether somebody who shows no key may do this.
  public boolean permitsEveryone(Permission permission) {
    return toEveryone.contains(permission);
  }

  /// Whether this caller may do this.
  public boolean permits(Caller caller, Permission permission) {
    return permitsEveryone(permission)
        || toKey.getOrDefault(caller.keyId(), Set.of()).contains(permission);
  }
}
