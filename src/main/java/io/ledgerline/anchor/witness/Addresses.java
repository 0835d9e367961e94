package io.ledgerline.anchor.witness;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Addresses below a submission prefix.
final class Addresses {

  private Addresses() {}

  /// The address of a name below a prefix, which may end in a slash.
  ///
  /// @throws IllegalArgumentException if the prefix is no address over HTTP
  static URI below(String prefix, String name) {
    URI address = URI.create(prefix.endsWith("/") ? prefix + name : prefix + "/" + name);
    String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (!(scheme.equals("https") || scheme.equals("http")) || address.getHost() == null) {
      throw new IllegalArgumentException("not an address over HTTP: " + prefix);
    }
    return address;
  }
}
