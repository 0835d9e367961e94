package io.ledgerline.projection.facets.form;

import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.ContentDigest;
import io.ledgerline.projection.workspace.EntryNote;
import java.time.Instant;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// What facets are said of.
///
/// @param entry that says them
/// @param time of its event
/// @param subject the run, the job, the dataset, or the version that the run writes; of
///   [Slot#INPUT] the run that reads
/// @param whole what the subject is of: of a run its job, of a version, and of a run that reads,
///   the dataset; else the subject itself
/// @param run that the event is of; empty outside any run
public record Place(EntryNote entry, Instant time, Node subject, Node whole, Optional<Node> run) {

  /// What is said of one node outside any run.
  public static Place of(EntryNote entry, Instant time, Node subject) {
    return new Place(entry, time, subject, subject, Optional.empty());
  }

  /// The node that has what a facet in a slot says.
  public Node home(Slot slot) {
    return switch (slot) {
      case RUN, JOB, OUTPUT -> subject;
      case DATASET -> whole;
      case INPUT -> run.isPresent() ? reading() : whole;
    };
  }

  /// The node that has what was found out about data: the version that the run wrote, what the run
  /// read, or the dataset where there is no run.
  public Node observed() {
    boolean isRead = run.isPresent() && (subject.equals(whole) || run.get().equals(subject));
    return isRead ? reading() : subject;
  }

  /// That a run read a dataset, as a node: only where something is said of it.
  private Node reading() {
    Node reader = run.orElseThrow();
    Node reading =
        entry.workspace().iris().reading(ContentDigest.of(reader.getURI() + "\n" + whole.getURI()));
    if (entry.mint(reading)) {
      entry.add(reading, Standard.RDF_TYPE, Vocabulary.READING_CLASS);
      entry.add(reading, Vocabulary.OF_DATASET, whole);
      entry.add(reader, Vocabulary.READING, reading);
    }
    return reading;
  }
}
