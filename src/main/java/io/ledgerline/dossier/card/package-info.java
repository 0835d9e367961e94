/// The model card: the facts about a model version, laid out in the order of Hugging Face's
/// template.
///
/// [ModelCard] is what all forms share; [CardMarkdown] writes the YAML head and the Markdown,
/// [CardJson] the twin for machines. Renderers lay facts out and add nothing but fixed labels.
///
/// Must not read the graph or the ledger. The same card gives the same bytes.
package io.ledgerline.dossier.card;
