package io.ledgerline.dossier.trace;

/// A version of a model, under the names that its record gives it.
public record ModelRef(String namespace, String name, String version) {

  /// `namespace/name, version version`, for people.
  @Override
  public String toString() {
    return namespace + "/" + name + ", version " + version;
  }
}
