/// What payloads say and the graph does not hold: facets as they were written.
///
/// [PayloadFacets] reads the payloads of the entries that the graph names; what was erased of them
/// is absent.
///
/// Must not know in which shape it is answered, nor how anything is stored.
package io.ledgerline.http.payload;
