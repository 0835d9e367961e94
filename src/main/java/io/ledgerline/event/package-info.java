/// What is recorded, read into types: events of pipelines, records about AI, and what the system
/// itself has to say.
///
/// `event.openlineage` and `event.record` read what comes from outside into a [Reading], with every
/// [Violation] at once; an [Inspection] collects them. `event.system` has what the system records
/// of itself, `event.stored` reads accepted bytes back.
///
/// Must not know where an event comes from, how it is stored, or what a graph makes of it.
package io.ledgerline.event;
