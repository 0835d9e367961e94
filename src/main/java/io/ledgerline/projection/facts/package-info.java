/// What an entry asserts, as quads: the part of the graph that only grows.
///
/// [EntryFacts] turns one entry into base facts, through an `EntryNote`. Base facts are a union
/// over the entries, or the least, greatest or latest by event time of what they say, so that their
/// order and repetition do not matter. References stay as they were written, in the graph `said`.
///
/// Must not know how anything is derived, nor when a graph is written.
package io.ledgerline.projection.facts;
