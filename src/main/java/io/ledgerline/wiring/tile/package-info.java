/// The tiles of the log: where they are kept, and what of them stays in memory.
package io.ledgerline.wiring.tile;
