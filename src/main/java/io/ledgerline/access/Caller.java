package io.ledgerline.access;

/// Who a request proved to be.
///
/// @param keyId the random id of the key that was shown, never the key; printable ASCII, because
///   the leaf names it as the producer
/// @param tenant the pseudonym of the tenant that the key belongs to; printable ASCII
public record Caller(String keyId, String tenant) {

  /// Checks both names.
  ///
  /// @throws IllegalArgumentException if one is empty, or holds anything but printable ASCII
  ///   without `"` and `\`
  public Caller {
    requirePlain(keyId);
    requirePlain(tenant);
  }

  private static void requirePlain(String name) {
    if (!name.matches("[ !#-\\[\\]-~]+")) {
      throw new IllegalArgumentException("not a name of printable ASCII: \"" + name + "\"");
    }
  }
}
