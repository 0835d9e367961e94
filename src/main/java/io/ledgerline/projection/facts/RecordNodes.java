package io.ledgerline.projection.facts;

import io.ledgerline.event.record.Actor;
import io.ledgerline.event.record.Envelope;
import io.ledgerline.event.record.Ref;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Described;
import io.ledgerline.projection.facets.form.Newest;
import io.ledgerline.projection.workspace.EntryNote;
import io.ledgerline.projection.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// What records of every kind say of the node that they are about, and of who did it.
final class RecordNodes {

  private final EntryNote entry;
  private final Workspace workspace;
  private final Iris iris;
  private final References references;

  RecordNodes(EntryNote entry, References references) {
    this.entry = entry;
    this.workspace = entry.workspace();
    this.iris = workspace.iris();
    this.references = references;
  }

  /// What every record says of the node that it is about.
  void about(Envelope envelope, Node node, Node actorPredicate) {
    entry.recordedIn(node);
    workspace.earliest(node, Vocabulary.OCCURRED_AT, envelope.occurredAt());
    envelope.actor().ifPresent(actor -> entry.add(node, actorPredicate, agent(envelope, actor)));
    envelope.sourceRunId().ifPresent(id -> entry.add(node, Vocabulary.SOURCE_RUN, entry.run(id)));
    envelope
        .systemId()
        .ifPresent(ref -> workspace.said().add(node, Vocabulary.SYSTEM, references.systemOf(ref)));
    if (envelope.supersedes().orElse(null) instanceof Ref.ById superseded) {
      entry.add(
          iris.record(envelope.recordId()),
          Vocabulary.SUPERSEDES,
          iris.record(superseded.recordId()));
    }
    workspace.touched().subjects.add(node);
  }

  /// That a record is about a node with a name of its own.
  void record(Envelope envelope, Node node) {
    Node source = iris.record(envelope.recordId());
    if (entry.add(node, Vocabulary.RECORD, source)) {
      workspace.touched().records.add(source);
    }
  }

  Node agent(Envelope envelope, Actor actor) {
    Node agent = iris.agent(envelope.namespace(), actor.id());
    if (entry.mint(agent)) {
      entry.add(agent, Standard.RDF_TYPE, Standard.PROV_AGENT);
    }
    text(agent, Standard.FOAF_NAME, actor.name());
    text(agent, Vocabulary.ROLE, actor.role());
    text(agent, Vocabulary.ORGANISATION, actor.org());
    return agent;
  }

  /// A thing of its own within a record, under the digest of what is said of it.
  Optional<Node> part(Node type, List<Newest.Values> values) {
    return Described.node(entry, type, values);
  }

  void text(Node subject, Node predicate, Optional<String> text) {
    text.ifPresent(value -> entry.add(subject, predicate, Literals.text(value)));
  }
}
