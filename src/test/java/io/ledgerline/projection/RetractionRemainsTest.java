package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.UnitSet;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.projection.retraction.Standing;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a retraction does that was erased, or that is detached, or whose target is.
@Execution(ExecutionMode.CONCURRENT)
class RetractionRemainsTest extends RetractionLedger {

  @Test
  void anErasedRetractionRetractsNothingAndSaysNothing() {
    // Given
    long index = lineage(event("job-a", "false-input", "shared"));
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      long by = retract(entry(index));
      await(projector);
      assertThat(projector.retractions().of(index)).containsExactly(by);

      // When
      erase(by);
      await(projector);

      // Then
      assertThat(projector.retractions().of(index)).isEmpty();
      assertThat(projector.retractions().saying(index)).isEmpty();
      assertThat(text(graph)).contains("false-input").doesNotContain("retractedBy");
      assertThat(quads(graph, new TreeSet<>())).containsExactlyElementsOf(rebuilt("rebuilt"));
      assertThat(
              new EntryGraphs(ledger, iris, projector.retractions())
                  .find(iris.entry(index).getURI(), OptionalLong.empty())
                  .orElseThrow()
                  .contains(Node.ANY, Vocabulary.RETRACTED_BY, Node.ANY))
          .isFalse();
    }
  }

  @Test
  void aGraphThatSaysWhatAnErasedRetractionRetractedIsOutdatedAfterARestart() {
    // Given
    long index = lineage(event("job-a", "false-input", "shared"));
    long by = retract(entry(index));
    try (LineageGraph graph = open("graph")) {
      Rebuild.run(ledger, graph);
      assertThat(text(graph)).contains("retractedBy");
      erase(by);

      // When
      Standing standing = new Standing(ledger, Duration.ofMinutes(1));
      standing.load(graph, iris);

      // Then
      assertThat(standing.retractions().isEmpty()).isTrue();
      assertThat(standing.isOutdated(graph, iris, by)).isTrue();
    }
  }

  @Test
  void theGraphIsFollowedOnAfterARetractionAndItsTargetAreDetached() {
    // Given
    long index = lineage(event("job-a", "false-input", "shared"));
    long by = retract(entry(index));
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      await(projector);
    }
    store.detach(by + 1);

    // When
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      lineage(event("job-b", "other-input", "shared"));
      await(projector);

      // Then
      assertThat(projector.failure()).isEmpty();
      assertThat(projector.retractions().of(index)).containsExactly(by);
      assertThat(text(graph)).contains("other-input");
      assertThat(text(graph).lines().filter(quad -> quad.contains("false-input")))
          .allMatch(quad -> quad.contains("wasAbout"));
    }
  }

  @Test
  void aRetractionWhoseTargetIsDetachedIsHeldAgainstItsLeafHash() {
    // Given
    long index = lineage(event("job-a", "false-input", "shared"));
    lineage(event("job-b", "other-input", "shared"));
    long by = retract(entry(index));
    store.detach(index + 1);
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {

      // When
      projector.start();
      await(projector);

      // Then
      assertThat(projector.failure()).isEmpty();
      assertThat(projector.retractions().of(index)).containsExactly(by);
      assertThat(projector.retractions().unresolved()).isEmpty();
    }
  }

  @Test
  void aGraphThatIsFilledAnewAfterADetachmentCatchesUp() {
    // Given
    long index = lineage(event("job-a", "false-input", "shared"));
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      long by = retract(entry(index));
      long secret = lineage(event("job-b", "secret-input", "shared"));
      lineage(event("job-c", "other-input", "shared"));
      await(projector);
      store.detach(by + 1);

      // When
      erase(secret);
      await(projector);

      // Then
      assertThat(projector.retractions().of(index)).containsExactly(by);
      assertThat(text(graph))
          .contains("other-input")
          .doesNotContain("secret-input")
          .doesNotContain("false-input");
    }
  }

  private void erase(long index) {
    var _ =
        ledger
            .append(Submissions.erasing("dpo-" + index, UnitSet.of(index, List.of(0))))
            .await()
            .indefinitely();
  }

  private String text(LineageGraph graph) {
    return String.join("\n", quads(graph, new TreeSet<>()));
  }
}
