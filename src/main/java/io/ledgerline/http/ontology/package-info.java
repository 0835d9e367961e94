/// The vocabulary for people and machines: its terms, shapes and JSON-LD context, by content
/// negotiation. It is the same for every log and tells nothing of one, so nobody needs a key.
package io.ledgerline.http.ontology;
