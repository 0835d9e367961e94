package io.ledgerline.assurance.gate;

import io.ledgerline.assurance.contract.ContractSettings;
import io.ledgerline.assurance.contract.KnownFindings;
import io.ledgerline.assurance.contract.KnownFindings.Known;
import io.ledgerline.assurance.contract.StoredEntries;
import io.ledgerline.assurance.contract.Verdict;
import io.ledgerline.assurance.contract.Verdicts;
import io.ledgerline.assurance.gate.GateAnswer.Reason;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import org.apache.jena.graph.Node;

/// One look at the graph for the gate. Within one read transaction; for one thread.
final class GateInspection {

  private static final List<Node> DATA =
      List.of(
          Vocabulary.TRAINED_ON,
          Vocabulary.VALIDATED_ON,
          Vocabulary.CALIBRATED_ON,
          Vocabulary.TESTED_ON);

  private final Facts facts;
  private final Iris iris;
  private final Verdicts verdicts;
  private final KnownFindings known;
  private final GateSettings settings;
  private final Instant now;
  private final List<Reason> reasons = new ArrayList<>();
  private final List<Reason> remarks = new ArrayList<>();
  private Optional<String> iri = Optional.empty();

  GateInspection(
      Facts facts,
      StoredEntries entries,
      ContractSettings contracts,
      GateSettings settings,
      Instant now) {
    this.facts = facts;
    this.iris = facts.iris();
    this.verdicts = new Verdicts(facts, entries, contracts);
    this.known = new KnownFindings(facts);
    this.settings = settings;
    this.now = now;
  }

  List<Reason> reasons() {
    return reasons;
  }

  List<Reason> remarks() {
    return remarks;
  }

  Optional<String> iri() {
    return iri;
  }

  void dataset(String name) {
    List<Node> datasets =
        splits(name).stream()
            .map(parts -> iris.dataset(parts[0], parts[1]))
            .filter(node -> facts.is(node, Standard.DCAT_DATASET))
            .toList();
    if (isOne(datasets, "dataset")) {
      Node dataset = datasets.getFirst();
      findings(
          verdicts.ofDataset(dataset, now),
          known.about(dataset).stream().filter(one -> one.run().isEmpty()).toList());
      Optional<Node> latest = facts.value(dataset, Vocabulary.LATEST_VERSION);
      latest.ifPresentOrElse(
          this::version, () -> refuse("no-version", "No run is known to have written it."));
      iri = latest.map(Node::getURI);
    }
  }

  void model(String name) {
    List<Node> models = new ArrayList<>();
    for (String[] parts : splits(name)) {
      for (String[] rest : splits(parts[1])) {
        models.add(iris.modelVersion(parts[0], rest[0], rest[1]));
      }
    }
    models.removeIf(node -> !facts.has(node, Vocabulary.RECORD));
    if (isOne(models, "model version")) {
      Node model = models.getFirst();
      iri = Optional.of(model.getURI());
      approval(model);
      findings(List.of(), known.about(model));
      data(model);
    }
  }

  /// Every way to split a text at a colon.
  private static List<String[]> splits(String text) {
    List<String[]> splits = new ArrayList<>();
    for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
      splits.add(new String[] {text.substring(0, colon), text.substring(colon + 1)});
    }
    return splits;
  }

  private boolean isOne(List<Node> nodes, String kind) {
    if (nodes.isEmpty()) {
      refuse("unknown", "The graph has no " + kind + " of this name.");
    } else if (nodes.size() > 1) {
      refuse("ambiguous", "More than one " + kind + " may be meant: " + nodes);
    }
    return nodes.size() == 1;
  }

  /// The newest approval counts, by the order of the ledger: the clock of a sender may be wrong.
  private void approval(Node model) {
    Optional<Node> newest =
        facts.subjects(Vocabulary.SUBJECT, model).stream()
            .filter(node -> facts.is(node, Vocabulary.APPROVAL_CLASS))
            .max(Comparator.comparingLong(this::newestEntry));
    if (newest.isEmpty()) {
      refuse("not-approved", "No approval of this version is known.");
      return;
    }
    Node approval = newest.get();
    // One that was sent twice, and says both, approves nothing.
    List<String> verdicts =
        facts.values(approval, Vocabulary.VERDICT).stream()
            .map(Node::getLiteralLexicalForm)
            .toList();
    if (!verdicts.equals(List.of("approved"))) {
      String said = String.join(" and ", verdicts);
      refuse(approval, "not-approved", "The newest approval says " + said + ".");
    }
    List<Node> digests = facts.values(model, Vocabulary.ARTIFACT_DIGEST);
    if (!digests.equals(facts.values(approval, Vocabulary.SUBJECT_DIGEST))) {
      refuse(approval, "other-artifact", "What was approved has another digest.");
    }
    facts
        .value(approval, Vocabulary.VALID_UNTIL)
        .flatMap(Literals::time)
        .filter(until -> until.isBefore(now))
        .ifPresent(
            until -> refuse(approval, "approval-expired", "The approval held until " + until));
  }

  private long newestEntry(Node record) {
    return facts.values(record, Vocabulary.RECORDED_IN).stream()
        .flatMap(entry -> iris.index(entry).stream())
        .max(Comparator.naturalOrder())
        .orElse(Cursor.NOTHING);
  }

  /// What it rests on: whatever its records name, and whatever the runs read that trained it. A
  /// record that leaves out a dataset opens nothing.
  private void data(Node model) {
    List<Node> training = facts.values(model, Vocabulary.TRAINED_BY);
    training.forEach(run -> ended(Optional.of(run), "trained it, " + run.getURI() + ","));
    Set<Node> seen = new LinkedHashSet<>();
    DATA.forEach(predicate -> seen.addAll(facts.values(model, predicate)));
    facts.rootRuns(training).forEach(root -> seen.addAll(used(root)));
    if (seen.isEmpty()) {
      Reason none = Reason.of("no-data", "Neither its records nor its training name a dataset.");
      // A model without training runs is somebody else's, who need not say.
      (training.isEmpty() ? remarks : reasons).add(none);
    }
    for (Node version : seen) {
      if (iris.isStandIn(version)) {
        refuse("unknown-data", "It rests on " + version.getURI() + ", which nobody wrote.");
      }
    }
    Deque<Node> queue = new ArrayDeque<>(seen);
    while (!queue.isEmpty() && seen.size() <= settings.versionsMax()) {
      for (Node source : sources(queue.remove())) {
        if (seen.add(source)) {
          queue.add(source);
        }
      }
    }
    if (seen.size() > settings.versionsMax()) {
      refuse("too-large", "It rests on more than " + settings.versionsMax() + " versions.");
      return;
    }
    seen.stream().filter(version -> !iris.isStandIn(version)).forEach(this::version);
  }

  /// What a version was derived from; where there were too many pairs to store, all that its run
  /// and those below it used.
  private Set<Node> sources(Node version) {
    Set<Node> sources = new LinkedHashSet<>(facts.values(version, Standard.PROV_WAS_DERIVED_FROM));
    for (Node run : facts.values(version, Standard.PROV_WAS_GENERATED_BY)) {
      Node root = facts.rootRun(run);
      if (facts.has(run, Vocabulary.DERIVATIONS_CAPPED)
          || facts.has(root, Vocabulary.DERIVATIONS_CAPPED)) {
        sources.addAll(used(root));
      }
    }
    return sources;
  }

  /// What a topmost run and those below it read, of one another too.
  private Set<Node> used(Node root) {
    Set<Node> used = new LinkedHashSet<>();
    facts.runTree(root).forEach(run -> used.addAll(facts.values(run, Standard.PROV_USED)));
    return used;
  }

  private void version(Node version) {
    ended(facts.value(version, Standard.PROV_WAS_GENERATED_BY), "wrote " + version.getURI());
    findings(verdicts.ofVersion(version), known.about(version));
  }

  /// A run has to have ended well.
  private void ended(Optional<Node> run, String what) {
    String state = run.map(one -> facts.text(one, Vocabulary.STATE)).orElse("unknown");
    if (!state.equals("COMPLETED")) {
      refuse("not-completed", "The run that " + what + " is " + state + ".");
    }
  }

  private void findings(List<Verdict> found, List<Known> recorded) {
    for (Known one : recorded) {
      if (one.isOpen()) {
        add(
            one.kind(),
            one.facts(),
            new Reason(
                "open-finding", text(one.kind(), one.facts()), OptionalLong.of(one.entry())));
      }
    }
    for (Verdict verdict : found) {
      if (recorded.stream().noneMatch(one -> one.isOpen() && one.says(verdict))) {
        add(
            verdict.kind(),
            verdict.facts(),
            Reason.of("found-now", text(verdict.kind(), verdict.facts())));
      }
    }
  }

  private void add(String kind, SortedMap<String, String> about, Reason reason) {
    (Verdict.isRemark(kind, about) ? remarks : reasons).add(reason);
  }

  private static String text(String kind, SortedMap<String, String> about) {
    return kind + " " + about;
  }

  private void refuse(String code, String detail) {
    reasons.add(Reason.of(code, detail));
  }

  private void refuse(Node record, String code, String detail) {
    OptionalLong entry = facts.seq(record).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    reasons.add(new Reason(code, detail, entry));
  }
}
