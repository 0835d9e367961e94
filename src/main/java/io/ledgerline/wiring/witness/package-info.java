/// What witnesses are configured with, those of our log and the one that we are, and their beans.
package io.ledgerline.wiring.witness;
