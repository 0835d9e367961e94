/// Documents and bundles out: what is recorded about a model version, each fact with its entries.
///
/// [ModelDossier] makes a model card or an evidence bundle, has the export recorded as an entry,
/// and keeps the bytes in its [DocumentStore]; the facts come from `dossier.fact`, the card's
/// layout is in `dossier.card`, the bundle's format in `evidence`.
///
/// A document never says more than its entries do: it names what is missing, words nothing itself,
/// and claims no conformity. Must not know HTTP.
package io.ledgerline.dossier;
