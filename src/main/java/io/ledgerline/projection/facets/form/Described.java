package io.ledgerline.projection.facets.form;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Standard;
import io.ledgerline.projection.workspace.ContentDigest;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// Things that are kept under the digest of their content: what is said of many nodes, or again and
/// again, is stored once.
public final class Described {

  private Described() {}

  /// The thing with these values.
  ///
  /// @return empty if there are none
  public static Optional<Node> node(EntryNote entry, Node type, List<Newest.Values> values) {
    if (values.stream().allMatch(each -> each.nodes().isEmpty())) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(type.getURI());
    for (Newest.Values each : values) {
      for (Node node : each.nodes()) {
        String value = node.toString();
        text.append('\n').append(each.predicate().getURI());
        text.append(' ').append(value.length()).append(':').append(value);
      }
    }
    Node node = entry.workspace().iris().description(ContentDigest.of(text.toString()));
    if (entry.mint(node)) {
      entry.add(node, Standard.RDF_TYPE, type);
      values.forEach(
          each -> each.nodes().forEach(value -> entry.add(node, each.predicate(), value)));
    }
    return Optional.of(node);
  }

  /// What the members of an object say.
  public static List<Newest.Values> values(JsonObject object, List<Member> members) {
    List<Newest.Values> values = new ArrayList<>();
    members.forEach(member -> values.add(member.values(object)));
    return values;
  }
}
