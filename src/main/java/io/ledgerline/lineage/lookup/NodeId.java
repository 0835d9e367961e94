package io.ledgerline.lineage.lookup;

import io.ledgerline.graph.Iris;
import java.util.Optional;

/// What a client calls a node: `dataset:<namespace>:<name>`, `job:<namespace>:<name>`, `run:<id>`,
/// `datasetField:<namespace>:<dataset>:<column>`, `modelVersion:<namespace>:<name>:<version>`,
/// `evaluation:<record id>`, `decision:<decision id or record id>` with or without its namespace
/// before it, or one of our IRIs. A dataset may end in `#` and the name of a version.
///
/// Namespaces and names hold colons, so where one ends and the next begins shows only in the graph.
///
/// @param kind what stands before the first colon; `iri` for an IRI
/// @param rest what stands behind it; for an IRI, all of it
public record NodeId(String kind, String rest) {

  /// Every form, for a person.
  public static final String FORMS =
      "dataset:<namespace>:<name>, job:<namespace>:<name>, run:<id>,"
          + " modelVersion:<namespace>:<name>:<version>, evaluation:<record id>,"
          + " decision:<namespace>:<decision id> or an IRI of the graph";

  /// The same under its decoded name: some clients percent-encode it once more than the address.
  ///
  /// @return empty if nothing in it is percent-encoded, or it is an IRI
  public Optional<NodeId> decoded() {
    String plain = rest.indexOf('%') < 0 || kind.equals(IRI) ? rest : Iris.decode(rest);
    return plain.equals(rest) ? Optional.empty() : Optional.of(new NodeId(kind, plain));
  }

  /// The kind of an IRI.
  public static final String IRI = "iri";

  /// Takes a text apart.
  ///
  /// @return empty if it is of none of the forms
  public static Optional<NodeId> parse(String text) {
    if (text.startsWith("http:") || text.startsWith("https:") || text.startsWith("urn:")) {
      return Optional.of(new NodeId(IRI, text));
    }
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      return Optional.empty();
    }
    String kind = text.substring(0, colon);
    return switch (kind) {
      case "dataset", "datasetField", "job", "run", "modelVersion", "evaluation", "decision" ->
          Optional.of(new NodeId(kind, text.substring(colon + 1)));
      default -> Optional.empty(); // an open set: whatever a client writes
    };
  }
}
