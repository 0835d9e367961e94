package io.ledgerline.projection.facets.column;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Newest;
import io.ledgerline.projection.facets.form.NodesFacet;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.workspace.EntryNote;
import io.ledgerline.projection.workspace.Touched;
import io.ledgerline.projection.workspace.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// `lineage`: what came from what, stated output by output. For the outputs that it names it counts
/// instead of the rule that every input feeds every output, and instead of `columnLineage`.
///
/// Of a job in a run event it is what that run was seen to do, and of a job event what the job
/// declares. A dataset says it of itself.
public record LineageFacet(Slot slot) implements Facet {

  /// The key in every slot.
  public static final String KEY = "lineage";

  /// The datasets of which the facets of a job, or of a run, state where columns came from.
  public static Set<Node> stated(EntryNote entry, JsonObject facets) {
    Set<Node> stated = new LinkedHashSet<>();
    facets.object(KEY).stream()
        .flatMap(facet -> NodesFacet.objects(facet, "entries"))
        .filter(json -> json.object("fields").isPresent())
        .forEach(
            json ->
                stated.add(
                    entry
                        .workspace()
                        .iris()
                        .dataset(
                            json.string("namespace").orElse(""), json.string("name").orElse(""))));
    return stated;
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public void note(Place place, JsonObject facet) {
    List<Statement> statements = Facet.isDeleted(facet) ? List.of() : statements(place, facet);
    List<Node> nodes = new ArrayList<>();
    statements.forEach(statement -> statement.node(place.entry()).ifPresent(nodes::add));
    List<Newest.Values> said = List.of(Newest.Values.of(Vocabulary.STATES, nodes));
    Touched touched = place.entry().workspace().touched();
    if (slot == Slot.DATASET) {
      Newest.keep(place, place.subject(), Vocabulary.LINEAGE_IN, said);
      touched.jobs.add(place.whole());
    } else {
      Node job = job(place);
      statements.forEach(statement -> declare(place, job, statement));
      Newest.keep(place, job, Vocabulary.LINEAGE_IN, said);
      touched.jobs.add(job);
      place.run().ifPresent(run -> Newest.keep(place, run, Vocabulary.LINEAGE_IN, said));
    }
    place
        .run()
        .ifPresent(
            run -> {
              touched.runs.add(run);
              touched.writers.add(run);
            });
  }

  private Node job(Place place) {
    return slot == Slot.RUN ? place.whole() : place.subject();
  }

  private List<Statement> statements(Place place, JsonObject facet) {
    if (slot == Slot.DATASET) {
      return List.of(Statement.read(place.entry(), facet, Optional.empty(), place.whole(), true));
    }
    Optional<Node> own = Optional.of(job(place));
    return NodesFacet.objects(facet, "entries")
        .flatMap(json -> Statement.read(place.entry(), json, own).stream())
        .toList();
  }

  /// What is stated was read and written, whether or not it is among the inputs and outputs.
  private static void declare(Place place, Node job, Statement statement) {
    Workspace workspace = place.entry().workspace();
    boolean isOwn = statement.isDataset() || statement.target().equals(job);
    if (!isOwn) {
      return;
    }
    for (Node dataset : statement.datasets()) {
      place.entry().add(job, Vocabulary.READS, dataset);
      place.run().ifPresent(run -> workspace.said().add(run, Standard.PROV_USED, dataset));
    }
    if (statement.isDataset()) {
      place.entry().add(job, Vocabulary.WRITES, statement.target());
    }
  }
}
