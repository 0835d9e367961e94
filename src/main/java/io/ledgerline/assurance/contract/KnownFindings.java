package io.ledgerline.assurance.contract;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.event.system.Finding;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;

/// The findings that the graph knows, open and closed. Within one read transaction.
public final class KnownFindings {

  /// How often before a finding of the same facts was open and closed again, if it was: the fact
  /// that tells it from those.
  static final String AGAIN = "again";

  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 10);

  private final Facts facts;

  /// A finding.
  ///
  /// @param entry that opens it
  public record Known(long entry, String kind, SortedMap<String, String> facts, boolean isOpen) {

    /// The run whose version it is about; empty if it is about the dataset as a whole.
    public Optional<String> run() {
      return Optional.ofNullable(facts.get(Finding.RUN));
    }

    /// Whether it says the same.
    public boolean says(Verdict verdict) {
      return kind.equals(verdict.kind()) && base().equals(verdict.facts());
    }

    SortedMap<String, String> base() {
      SortedMap<String, String> base = new TreeMap<>(facts);
      base.remove(AGAIN);
      return base;
    }
  }

  /// Over a graph.
  public KnownFindings(Facts facts) {
    this.facts = facts;
  }

  /// Those about a node: a dataset, a version, a run.
  public List<Known> about(Node subject) {
    List<Known> known = new ArrayList<>();
    // However many: one that was overlooked would be found once more.
    List<Node> nodes = new ArrayList<>();
    facts
        .find(Quad.defaultGraphIRI, Node.ANY, Vocabulary.SUBJECT, subject)
        .forEachRemaining(quad -> nodes.add(quad.getSubject()));
    for (Node node : nodes) {
      if (facts.is(node, Vocabulary.FINDING_CLASS)) {
        read(node).ifPresent(known::add);
      }
    }
    known.sort(Comparator.comparingLong(Known::entry));
    return known;
  }

  private Optional<Known> read(Node node) {
    Iris iris = facts.iris();
    String kind = facts.text(node, Vocabulary.FINDING_KIND);
    Optional<Long> entry =
        facts.values(node, Vocabulary.RECORDED_IN).stream()
            .flatMap(at -> iris.index(at).stream())
            .findFirst();
    return entry.map(
        index ->
            new Known(
                index,
                kind,
                texts(facts.text(node, Vocabulary.FINDING_FACTS)),
                !facts.has(node, Vocabulary.CLOSED_IN)));
  }

  private static SortedMap<String, String> texts(String json) {
    SortedMap<String, String> texts = new TreeMap<>();
    if (json.isEmpty()) {
      return texts;
    }
    JsonObject object = CanonicalJson.parse(Bytes.utf8(json), LIMITS).object();
    object
        .members()
        .keySet()
        .forEach(name -> object.string(name).ifPresent(text -> texts.put(name, text)));
    return texts;
  }
}
