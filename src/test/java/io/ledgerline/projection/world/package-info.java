/// What happened, made up or real: the entries that tests project.
package io.ledgerline.projection.world;
