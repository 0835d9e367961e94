/// Which entries are retracted: [Retractions] weighs what retractions say of entries and of each
/// other, [Standing] reads them and finds out which entries they mean.
///
/// Must not know what an entry asserts.
package io.ledgerline.projection.retraction;
