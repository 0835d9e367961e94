/// What follows from the base facts: the part of the graph that a late event can change.
///
/// [Derivation] brings everything up to date that a batch touched: which run is united in which,
/// the versions of a dataset in the order of their times, what a reference means, what was derived
/// from what, which dataset feeds which. Each is a function of the base facts alone, computed anew
/// for whatever is affected; so the order of arrival leaves no trace. Why it is so:
/// `docs/concepts/lineage.md`.
///
/// Must not know what an event is: it reads the graph only.
package io.ledgerline.projection.derived;
