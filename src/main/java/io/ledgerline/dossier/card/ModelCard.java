package io.ledgerline.dossier.card;

import io.ledgerline.dossier.fact.AsOf;
import io.ledgerline.dossier.fact.Evidence;
import io.ledgerline.dossier.fact.Fact;
import io.ledgerline.dossier.fact.ModelFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a model card says, in no form yet.
///
/// @param facts about the model version
/// @param evidence the entries that the facts rest on, ascending
/// @param asOf the checkpoint that covers them
/// @param baseIri what the IRIs of the log's graph start with, without a final slash
/// @param generator the program that writes the card, and its version
public record ModelCard(
    ModelFacts facts, List<Evidence> evidence, AsOf asOf, String baseIri, String generator) {

  /// The version of the layout; it changes with every change of the bytes of the same facts.
  public static final String VERSION = "1";

  /// What no card can say for itself, printed on every card.
  public static final List<String> LIMITS =
      List.of(
          "A proof shows that a record existed in this form when it was received. It does not show"
              + " that what the record says is true.",
          "That everything was recorded cannot be shown: a producer may have sent less than it"
              + " did.",
          "Tampering by whoever runs the log shows only against a checkpoint that was kept"
              + " elsewhere.",
          "Times of receipt are those of the log's own clock, unless something outside it bounds"
              + " them.",
          "This card is no statement of conformity with any law or standard.");

  /// Copies the evidence, and says of every fact that a card has and nobody recorded that it is
  /// missing.
  public ModelCard {
    evidence = List.copyOf(evidence);
    Map<String, Fact<?>> complete = new LinkedHashMap<>(facts.facts());
    CardLayout.singleFacts().forEach(name -> complete.putIfAbsent(name, Fact.missing()));
    facts = new ModelFacts(facts.model(), facts.iri(), complete);
  }

  /// The IRI of an entry.
  String entryIri(long index) {
    return baseIri + "/entry/" + index;
  }
}
