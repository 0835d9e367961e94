package io.ledgerline.projection.workspace;

import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;

/// What is related to what in the default graph, at some moment. Lists are in the order of the
/// IRIs.
public interface Relations {

  /// The predicates whose subjects can be asked for.
  Set<Node> REVERSED =
      new LinkedHashSet<>(
          List.of(
              Standard.PROV_USED,
              Standard.PROV_WAS_GENERATED_BY,
              Standard.DCAT_PREVIOUS_VERSION,
              Vocabulary.TRAINED_ON,
              Vocabulary.VALIDATED_ON,
              Vocabulary.TESTED_ON,
              Vocabulary.CALIBRATED_ON,
              Vocabulary.EVALUATED_ON,
              Vocabulary.NAMED_VERSION,
              Vocabulary.RECORD,
              Vocabulary.TRAINED_BY,
              Vocabulary.SOURCE_RUN,
              Vocabulary.JOB,
              Vocabulary.PARENT_RUN,
              Vocabulary.UNITED_IN,
              Vocabulary.PARENT_JOB,
              Vocabulary.WRITES));

  /// All values.
  List<Node> values(Node subject, Node predicate);

  /// All subjects with this value.
  ///
  /// @throws IllegalArgumentException if the predicate is none of [#REVERSED]
  List<Node> subjects(Node predicate, Node object);

  /// The subjects with this value; some of them if there are more than the limit.
  List<Node> subjects(Node predicate, Node object, int limit);

  /// Whether more subjects than the limit have this value.
  boolean isMoreThan(Node predicate, Node object, int limit);
}
