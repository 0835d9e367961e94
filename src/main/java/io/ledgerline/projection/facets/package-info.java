/// Which facets of OpenLineage there are, and what the graph takes from each.
///
/// [Facets] finds the one that stands under a key in a slot: what has a form of its own is in a
/// file of its own, the others are rows of [RunFacets], [JobFacets], [DatasetFacets] and
/// [UseFacets]. [FacetMapping] is what a configuration adds. Whatever is noted is a union over the
/// events, or the newest by event time, so that the order of the events does not matter. The page
/// `docs/reference/facets.md` says of each how it is asked for.
///
/// Must not know events as a whole, nor what follows from what is said.
package io.ledgerline.projection.facets;
