package io.ledgerline.assurance.contract;

import io.ledgerline.event.contract.ContractTerms;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// The contracts that the graph knows. Within one read transaction.
public final class Contracts {

  private final Facts facts;

  /// A contract.
  ///
  /// @param node of its record
  /// @param entry by which it came: of several contracts of a dataset the highest counts
  /// @param version as its owner calls it
  /// @param said when it was made, by the clock of the sender
  public record Contract(
      Node node, long entry, String version, Instant said, ContractTerms terms) {}

  /// Over a graph.
  public Contracts(Facts facts) {
    this.facts = facts;
  }

  /// The contract of a dataset that counts now.
  public Optional<Contract> of(Node dataset) {
    return before(dataset, Long.MAX_VALUE);
  }

  /// The contract of a dataset that counted before an entry.
  public Optional<Contract> before(Node dataset, long entry) {
    return facts.subjects(Vocabulary.BINDS, dataset).stream()
        .filter(node -> facts.seq(node).map(at -> at < entry).orElse(false))
        .max(Comparator.comparing(node -> facts.seq(node).orElseThrow()))
        .map(this::read);
  }

  private Contract read(Node node) {
    return new Contract(
        node,
        facts.seq(node).orElseThrow(),
        facts.text(node, Standard.DCAT_VERSION),
        facts.value(node, Vocabulary.OCCURRED_AT).flatMap(Literals::time).orElse(Instant.EPOCH),
        ContractTerms.parse(facts.text(node, Vocabulary.TERMS)));
  }
}
