/// A graph that another one takes the place of.
package io.ledgerline.projection.renewal;
