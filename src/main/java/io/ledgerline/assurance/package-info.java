/// What did not hold: a follower of the ledger that has findings recorded, as entries.
///
/// [Assurance] reads the ledger in order, for as long as this replica has the duty, and asks
/// [Watch]es what is to be recorded. Where it stands, what its watches know, and which findings are
/// open is in an [AssuranceStore], so that another replica goes on from there. A finding has an
/// identity of its own: found twice, it is one entry.
///
/// Must not know who asks for findings, nor how they are stored.
package io.ledgerline.assurance;
