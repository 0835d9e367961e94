package io.ledgerline.projection;

import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.graph.history.HistoryGraphs;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.derived.Derivation;
import io.ledgerline.projection.facets.Facets;
import io.ledgerline.projection.facets.MappingRules;
import io.ledgerline.projection.facts.EntryFacts;
import io.ledgerline.projection.workspace.Memory;
import io.ledgerline.projection.workspace.Workspace;
import io.ledgerline.projection.world.Entries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;

/// What the projection makes of entries, in memory: the same code as over TDB2, without the store.
public final class ScratchGraph {

  private final Iris iris = new Iris(TestLedgers.genesis().baseIri());
  private final MappingRules rules;
  private final EntryFacts facts;
  private final DatasetGraph dataset = DatasetGraphFactory.create();
  private final Memory memory = new Memory();
  private long index = 1;

  /// With the rules as they are.
  public ScratchGraph() {
    this(MappingRules.DEFAULTS);
  }

  /// With rules that an installation chose.
  public ScratchGraph(MappingRules rules) {
    this.rules = rules;
    this.facts = new EntryFacts(TestLedgers.genesis(), new Facets(rules.facets()));
  }

  /// The IRIs of the graph.
  public Iris iris() {
    return iris;
  }

  /// The quads.
  public DatasetGraph dataset() {
    return dataset;
  }

  /// Events in their order, at the next indexes, in batches of at most this size.
  public ScratchGraph project(List<Entries.Event> events, int batchSize) {
    for (int from = 0; from < events.size(); from += batchSize) {
      List<PayloadEntry> batch = new ArrayList<>();
      for (Entries.Event event : events.subList(from, Math.min(events.size(), from + batchSize))) {
        batch.add(Entries.entry(index++, event));
      }
      apply(batch);
    }
    return this;
  }

  /// The same events in a random order, some twice, in batches of random sizes.
  public ScratchGraph projectShuffled(List<Entries.Event> events, long seed) {
    Random random = new Random(seed);
    List<Entries.Event> shuffled = new ArrayList<>(events);
    for (int i = random.nextInt(1 + events.size() / 4); i > 0; i--) {
      shuffled.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(shuffled, random);
    for (int from = 0; from < shuffled.size(); ) {
      int to = Math.min(shuffled.size(), from + 1 + random.nextInt(12));
      project(shuffled.subList(from, to), to - from);
      from = to;
    }
    return this;
  }

  /// All quads but those about positions, which depend on the order by design, sorted: those with
  /// `ll:seq`, those from and to the entries themselves, and the history.
  public List<String> quads() {
    HistoryGraphs history = new HistoryGraphs(iris);
    String entry = iris.base() + "/entry/";
    return dataset.stream()
        .filter(quad -> !quad.getPredicate().equals(Vocabulary.SEQ))
        .filter(quad -> !quad.getObject().toString().startsWith(entry))
        .filter(quad -> !quad.getSubject().toString().startsWith(entry))
        .filter(quad -> !history.isHistory(quad.getGraph()))
        .filter(quad -> !quad.getGraph().equals(iris.graph("again")))
        .map(ScratchGraph::text)
        .sorted()
        .toList();
  }

  private void apply(List<PayloadEntry> batch) {
    Workspace workspace = new Workspace(dataset, iris, memory);
    for (PayloadEntry entry : batch) {
      facts.note(workspace, entry);
      Derivation.run(workspace, rules.pairsMax());
      workspace.end();
    }
    GraphChange change = workspace.change();
    change.removed().forEach(dataset::delete);
    change.added().forEach(dataset::add);
    memory.settle();
  }

  static String text(Quad quad) {
    return String.join(
        " ",
        NodeFmtLib.strNT(quad.getSubject()),
        NodeFmtLib.strNT(quad.getPredicate()),
        NodeFmtLib.strNT(quad.getObject()),
        quad.isDefaultGraph() ? "" : NodeFmtLib.strNT(quad.getGraph()),
        ".");
  }
}
