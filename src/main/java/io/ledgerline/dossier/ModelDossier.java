package io.ledgerline.dossier;

import io.ledgerline.canon.Bytes;
import io.ledgerline.dossier.card.CardJson;
import io.ledgerline.dossier.card.ModelCard;
import io.ledgerline.dossier.fact.AsOf;
import io.ledgerline.dossier.fact.Collected;
import io.ledgerline.dossier.fact.EntryReader;
import io.ledgerline.dossier.fact.FactCollector;
import io.ledgerline.dossier.fact.KeptEntries;
import io.ledgerline.dossier.trace.ModelRef;
import io.ledgerline.dossier.trace.TooLargeException;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.Outcome;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.projection.Projector;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// Makes the documents of a model version: its card and its evidence bundle.
///
/// Every document rests on a published checkpoint that covers all its entries; the time of that
/// checkpoint is the document's time. Thread-safe. The Unis fail when the store or the disk does.
public final class ModelDossier {

  private static final int ATTEMPTS_MAX = 3;

  private final Ledger ledger;
  private final Projector projector;
  private final DossierSettings settings;
  private final Executor blocking;
  private final FactCollector collector;
  private final Exporter exporter;
  private final EvidenceBundle bundles;
  private final KeptEntries kept;

  /// @param projector fills the graph
  /// @param blocking runs what waits for the graph or the disk
  public ModelDossier(
      Ledger ledger,
      Intake intake,
      LineageGraph graph,
      Projector projector,
      DossierSettings settings,
      Executor blocking) {
    this.ledger = ledger;
    this.projector = projector;
    this.settings = settings;
    this.blocking = blocking;
    this.kept = new KeptEntries(ledger, settings.documents().resolve("kept"), blocking);
    EntryReader reader = new EntryReader(ledger, kept);
    this.collector =
        new FactCollector(
            graph,
            new Iris(ledger.genesis().baseIri()),
            reader,
            blocking,
            new FactCollector.Limits(settings.versionsMax(), settings.decisionsMax()));
    this.exporter = new Exporter(intake, new DocumentStore(settings.documents()), blocking);
    this.bundles = new EvidenceBundle(ledger, reader, blocking);
  }

  /// Keeps the entries that every bundle has, as files beside the documents: the segment that has
  /// them may be detached. To be run at each start, after the log passed to another key if it does.
  public Uni<Void> keepWhatEveryBundleHas() {
    return Uni.createFrom()
        .deferred(
            () -> {
              SortedMap<Long, SortedSet<String>> roles = new TreeMap<>();
              EvidenceBundle.addGenesis(roles);
              EvidenceBundle.addRotations(roles, ledger.keys().history(), ledger.size());
              return kept.keep(new TreeSet<>(roles.keySet()));
            });
  }

  /// The model card.
  public Uni<Export> card(ModelRef model, CardForm form) {
    return prepared(model, prepared -> card(prepared, form));
  }

  /// The evidence bundle: what the model version rests on, the newest decisions, and both forms of
  /// the card.
  public Uni<Export> evidence(ModelRef model) {
    return prepared(model, this::evidence);
  }

  private Uni<Export> prepared(ModelRef model, Function<Prepared, Uni<Export>> next) {
    return prepare(model, ATTEMPTS_MAX)
        .chain(
            preparation ->
                switch (preparation) {
                  case Prepared prepared -> next.apply(prepared);
                  case Refused(Export why) -> Uni.createFrom().item(why);
                })
        .onFailure(TooLargeException.class)
        .recoverWithItem(excess -> new Export.TooLarge(String.valueOf(excess.getMessage())));
  }

  /// Collects the facts as of a checkpoint that covers them. The ledger may grow meanwhile, and the
  /// graph with it: then once more.
  private Uni<Preparation> prepare(ModelRef model, int attempts) {
    return checkpoint()
        .chain(
            published ->
                published
                    .map(checkpoint -> prepare(model, checkpoint, attempts))
                    .orElseGet(() -> Uni.createFrom().item(notYet())));
  }

  private Uni<Preparation> prepare(ModelRef model, CheckpointView checkpoint, int attempts) {
    return followed(checkpoint)
        .chain(
            followed ->
                followed
                    ? collector
                        .collect(model, checkpoint.asOf().time())
                        .chain(found -> judge(model, checkpoint, found, attempts))
                    : Uni.createFrom().item(notYet()));
  }

  private Uni<Preparation> judge(
      ModelRef model, CheckpointView checkpoint, Optional<Collected> found, int attempts) {
    if (found.isEmpty()) {
      return Uni.createFrom().item(new Refused(new Export.Unknown()));
    }
    long last = lastEntry(found.get());
    if (checkpoint.covers(last)) {
      return Uni.createFrom().item(new Prepared(found.get(), checkpoint));
    }
    return attempts > 1 ? prepare(model, attempts - 1) : Uni.createFrom().item(notYet());
  }

  private static long lastEntry(Collected collected) {
    return EvidenceBundle.roles(collected.trace(), List.of()).lastKey();
  }

  private Uni<Export> card(Prepared prepared, CardForm form) {
    Collected collected = prepared.collected();
    AsOf asOf = prepared.checkpoint().asOf();
    ModelCard card =
        new ModelCard(
            collected.facts(),
            collected.evidence(),
            asOf,
            ledger.genesis().baseIri(),
            settings.generator());
    return exporter.export(
        new Exporter.Wish(
            form.format(),
            ModelCard.VERSION,
            settings.generator(),
            card.facts().iri(),
            CardJson.identity(card),
            card.facts().entries(),
            card.facts().coverage(),
            asOf,
            Uni.createFrom().item(() -> form.render(card))),
        this::overloaded);
  }

  private Uni<Export> evidence(Prepared prepared) {
    return Uni.join()
        .all(card(prepared, CardForm.MARKDOWN), card(prepared, CardForm.JSON))
        .andFailFast()
        .chain(
            cards -> {
              if (cards.get(0) instanceof Export.Written markdown
                  && cards.get(1) instanceof Export.Written json) {
                return bundle(
                    prepared.collected(),
                    List.of(
                        new EvidenceBundle.Card(CardForm.MARKDOWN, markdown),
                        new EvidenceBundle.Card(CardForm.JSON, json)));
              }
              return Uni.createFrom()
                  .item(cards.get(0) instanceof Export.Written ? cards.get(1) : cards.get(0));
            });
  }

  private Uni<Export> bundle(Collected collected, List<EvidenceBundle.Card> cards) {
    String subject = collected.trace().iri();
    SortedMap<Long, SortedSet<String>> roles = EvidenceBundle.roles(collected.trace(), cards);
    // The cards' own entries came after the checkpoint that the facts were collected under.
    return checkpoint()
        .chain(
            published -> {
              if (published.isEmpty() || !published.get().covers(roles.lastKey())) {
                return Uni.createFrom().item(notYet().why());
              }
              CheckpointView checkpoint = published.get();
              EvidenceBundle.addRotations(
                  roles, ledger.keys().history(), checkpoint.asOf().treeSize());
              Uni<Bytes> make =
                  Uni.createFrom().deferred(() -> bundles.write(subject, roles, cards, checkpoint));
              return exporter.export(
                  new Exporter.Wish(
                      EvidenceBundle.FORMAT,
                      EvidenceBundle.VERSION,
                      settings.generator(),
                      subject,
                      EvidenceBundle.identity(settings.generator(), subject, roles, cards),
                      restsOn(roles, collected),
                      new TreeMap<>(),
                      checkpoint.asOf(),
                      make),
                  this::overloaded);
            })
        .onFailure(EvidenceBundle.ErasedMeanwhileException.class)
        .recoverWithItem(erased -> new Export.NotYet(settings.retryAfter()));
  }

  private static SortedSet<Long> restsOn(
      SortedMap<Long, SortedSet<String>> roles, Collected collected) {
    SortedSet<Long> entries = new TreeSet<>(roles.keySet());
    entries.addAll(collected.facts().entries());
    return entries;
  }

  /// The newest published checkpoint: of everything that is durable now, unless its witnesses keep
  /// it waiting; empty if none was ever published.
  private Uni<Optional<CheckpointView>> checkpoint() {
    return ledger
        .publish()
        .chain(
            note ->
                note.map(signed -> view(signed).map(Optional::of))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private Uni<CheckpointView> view(SignedNote signed) {
    Checkpoint checkpoint = Checkpoint.parse(signed.text());
    return ledger
        .entry(checkpoint.size() - 1)
        .map(
            last ->
                new CheckpointView(
                    signed,
                    new AsOf(
                        checkpoint.origin(),
                        checkpoint.size(),
                        checkpoint.root().toHex(),
                        last.orElseThrow().leaf().receivedAt())));
  }

  private Uni<Boolean> followed(CheckpointView checkpoint) {
    long last = checkpoint.asOf().treeSize() - 1;
    return Uni.createFrom()
        .item(() -> projector.awaitPosition(last, settings.waitMax()))
        .runSubscriptionOn(blocking);
  }

  private Refused notYet() {
    return new Refused(new Export.NotYet(settings.retryAfter()));
  }

  private Export overloaded(Outcome.Overloaded overloaded) {
    return new Export.NotYet(overloaded.retryAfter());
  }

  /// What comes before a document.
  private sealed interface Preparation {}

  /// The facts, and a checkpoint that covers all of their entries.
  private record Prepared(Collected collected, CheckpointView checkpoint) implements Preparation {}

  /// There will be no document.
  private record Refused(Export why) implements Preparation {}
}
