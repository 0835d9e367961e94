/// The packaged program with graphs of other rules.
package io.ledgerline.wiring.graph;
