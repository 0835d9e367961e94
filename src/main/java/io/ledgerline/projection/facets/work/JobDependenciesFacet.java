package io.ledgerline.projection.facets.work;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Described;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Newest;
import io.ledgerline.projection.facets.form.NodesFacet;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// `jobDependencies`: what a run waited for, and what waits for it.
public final class JobDependenciesFacet implements Facet {

  private static final List<Member> MEMBERS =
      List.of(
          Member.text("dependency_type", Vocabulary.DEPENDENCY_TYPE),
          Member.text("sequence_trigger_rule", Vocabulary.SEQUENCE_TRIGGER_RULE),
          Member.text("status_trigger_rule", Vocabulary.STATUS_TRIGGER_RULE));

  private static final Member TRIGGER_RULE = Member.text("trigger_rule", Vocabulary.TRIGGER_RULE);

  /// Of every entry.
  public JobDependenciesFacet() {}

  @Override
  public Slot slot() {
    return Slot.RUN;
  }

  @Override
  public String key() {
    return "jobDependencies";
  }

  @Override
  public void note(Place place, JsonObject facet) {
    List<Node> dependencies = new ArrayList<>();
    List<Node> informants = new ArrayList<>();
    for (String direction : List.of("upstream", "downstream")) {
      List<JsonObject> said = NodesFacet.objects(facet, direction).toList();
      if (said.size() <= Member.VALUES_MAX) {
        for (JsonObject json : said) {
          Optional<Node> run = run(place.entry(), json);
          dependency(place.entry(), json, direction, run).ifPresent(dependencies::add);
          run.filter(node -> direction.equals("upstream")).ifPresent(informants::add);
        }
      }
    }
    Newest.keep(
        place,
        place.subject(),
        Vocabulary.DEPENDENCIES_IN,
        List.of(
            Newest.Values.of(Vocabulary.DEPENDENCY, dependencies),
            Newest.Values.of(Standard.PROV_WAS_INFORMED_BY, informants),
            TRIGGER_RULE.values(facet)));
  }

  private static Optional<Node> run(EntryNote entry, JsonObject json) {
    return json.object("run").flatMap(run -> run.string("runId")).map(entry::run);
  }

  private static Optional<Node> dependency(
      EntryNote entry, JsonObject json, String direction, Optional<Node> run) {
    Optional<JsonObject> named = json.object("job");
    Optional<String> namespace = named.flatMap(job -> job.string("namespace"));
    Optional<String> name = named.flatMap(job -> job.string("name"));
    List<Newest.Values> values = new ArrayList<>(Described.values(json, MEMBERS));
    if (namespace.isPresent() && name.isPresent()) {
      Node job = entry.job(namespace.get(), name.get());
      run.ifPresent(node -> entry.assign(node, job));
      values.add(new Newest.Values(Vocabulary.DEPENDS_ON_JOB, List.of(job)));
    }
    values.add(Newest.Values.of(Vocabulary.DEPENDS_ON_RUN, run.stream().toList()));
    boolean saysNothing = values.stream().allMatch(each -> each.nodes().isEmpty());
    values.add(
        new Newest.Values(Vocabulary.DEPENDENCY_DIRECTION, List.of(Literals.text(direction))));
    return saysNothing
        ? Optional.empty()
        : Described.node(entry, Vocabulary.DEPENDENCY_CLASS, values);
  }
}
