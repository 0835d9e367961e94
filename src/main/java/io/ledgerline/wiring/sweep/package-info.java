/// Puts the sweeps together.
package io.ledgerline.wiring.sweep;
