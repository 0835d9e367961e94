/// What the facets of OpenLineage say, each in a file of its own.
///
/// [Facets] lists them; a [Facet] says where it stands, under which key, and notes what it says of
/// the [Place] it stands at. Whatever it notes is a union over the events, or the newest by event
/// time ([Newest]), so that the order of the events does not matter.
///
/// Must not know events as a whole, nor what follows from what is said.
package io.ledgerline.projection.facets;
