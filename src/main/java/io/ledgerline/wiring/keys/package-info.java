/// What signs the log: where its seeds come from, and the command that replaces them.
package io.ledgerline.wiring.keys;
