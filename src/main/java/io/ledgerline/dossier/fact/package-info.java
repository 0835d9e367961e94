/// Facts about a model version, each with the entries that it rests on.
///
/// [FactCollector] finds the entries through the graph, reads what they say from the ledger, and
/// makes [ModelFacts]: names with a [Fact] each, in the order of a document. A fact that has a
/// value has an entry; what nobody recorded is missing, and stays so in every document.
///
/// Must not know any format of a document, and must not word anything: text in a fact is what a
/// record says.
package io.ledgerline.dossier.fact;
