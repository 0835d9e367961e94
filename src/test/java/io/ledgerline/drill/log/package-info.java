/// A log that is attacked: [DrilledLog] grows it in a real PostgreSQL by a [Recipe], [Sql] and
/// [Forgery] are what somebody does to it. Must not know the detectors.
package io.ledgerline.drill.log;
