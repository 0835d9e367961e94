package io.ledgerline.notify;

import java.net.URI;
import java.util.List;
import java.util.Set;

/// Somebody who wants to be told.
///
/// @param name what its place in the log is kept under; a webhook under a new name begins at the
///   end of the log
/// @param address where notices are sent, `http` or `https`
/// @param secret they are signed with
/// @param types of entries that it is told of; one that ends with `*` is a beginning
public record Webhook(String name, URI address, WebhookSecret secret, Set<String> types) {

  /// Checks the name, the address and the types.
  ///
  /// @throws IllegalArgumentException if one of them cannot be
  public Webhook {
    types = Set.copyOf(types);
    if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException("a webhook is named by letters, digits and -: " + name);
    }
    if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
      throw new IllegalArgumentException("the address of " + name + " is no URL of HTTP");
    }
    if (address.getUserInfo() != null || address.getFragment() != null) {
      throw new IllegalArgumentException(
          "the address of " + name + " has a user or a fragment: neither would be sent");
    }
    if (types.isEmpty()) {
      throw new IllegalArgumentException(name + " asks for no type of entry");
    }
  }

  /// Whether it wants to know of entries of this type.
  boolean wants(String type) {
    return types.stream()
        .anyMatch(
            wanted ->
                wanted.endsWith("*")
                    ? type.startsWith(wanted.substring(0, wanted.length() - 1))
                    : type.equals(wanted));
  }
}
