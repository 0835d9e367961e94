package io.ledgerline.projection.derived;

import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.Relations;
import java.util.Collection;
import java.util.List;
import org.apache.jena.graph.Node;

/// Whether a job's lineage belongs to the job above it.
///
/// A Spark application's jobs share its memory: one reads, another writes. The tasks of a workflow,
/// and the models of a dbt project, do not: each says for itself what it reads and writes, and
/// uniting them would derive every table from every source.
public final class JobTypes {

  private static final List<String> SEPARATE = List.of("TASK", "MODEL", "SEED", "SNAPSHOT", "TEST");
  private static final List<String> ORCHESTRATING = List.of("DAG");

  private JobTypes() {}

  /// Whether the lineage of a job of these types belongs to the job above it, of those types.
  public static boolean unites(Collection<String> types, Collection<String> typesAbove) {
    return types.stream().noneMatch(SEPARATE::contains)
        && typesAbove.stream().noneMatch(ORCHESTRATING::contains);
  }

  static boolean unites(Relations relations, Node job, Node above) {
    return unites(types(relations, job), types(relations, above));
  }

  /// Whether a job is of a type that decides anything.
  static boolean matter(Relations relations, Node job) {
    List<String> types = types(relations, job);
    return !unites(types, List.of()) || !unites(List.of(), types);
  }

  private static List<String> types(Relations relations, Node job) {
    return relations.values(job, Vocabulary.JOB_TYPE).stream()
        .map(Node::getLiteralLexicalForm)
        .toList();
  }
}
