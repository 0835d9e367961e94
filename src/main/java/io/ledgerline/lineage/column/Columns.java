package io.ledgerline.lineage.column;

import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import java.util.List;
import org.apache.jena.graph.Node;

/// The columns of datasets, within one transaction.
public final class Columns {

  private final Facts facts;

  /// Over a graph.
  public Columns(Facts facts) {
    this.facts = facts;
  }

  /// The columns of a dataset that events have named, each with what it came from.
  public List<ColumnView.Column> of(Node dataset) {
    ColumnPortrait portrait = new ColumnPortrait(facts);
    return facts.subjects(Vocabulary.COLUMN_OF, dataset).stream().map(portrait::portray).toList();
  }
}
