package io.ledgerline.assurance.shapes;

import io.ledgerline.assurance.contract.Contracts;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.lineage.lookup.Facts;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// The contract of a dataset that counts now.
///
/// @param entry by which it came
/// @param version as its owner calls it
/// @param terms what it asks for; numbers are texts
/// @param shapes the same as SHACL shapes, in Turtle
/// @param position the last entry that was taken into account
public record ContractView(
    long entry, String version, CanonicalJson terms, String shapes, long position) {

  private static final int NEIGHBOURS_MAX = 10_000;

  /// Reads it.
  ///
  /// @return empty if none binds the dataset
  public static Optional<ContractView> of(LineageGraph graph, String namespace, String name) {
    Node dataset = graph.iris().dataset(namespace, name);
    return graph.read(
        store ->
            new Contracts(new Facts(store, graph.iris(), NEIGHBOURS_MAX))
                .of(dataset)
                .map(
                    contract ->
                        new ContractView(
                            contract.entry(),
                            contract.version(),
                            contract.terms().toJson(),
                            ContractShapes.turtle(graph.iris(), dataset, contract),
                            Cursor.position(store))));
  }
}
