/// What each entry changes in the graph.
package io.ledgerline.projection.trail;
