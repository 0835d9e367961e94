/// Which entries are retracted: [Retractions] weighs what retractions say of entries and of each
/// other.
///
/// Must not know the graph, nor where entries are read.
package io.ledgerline.projection.retraction;
