/// What is kept beside the ledger and can go: payloads, and what leads from a person to them.
///
/// [SubjectKey] hides the values by which a data subject is found again; [SubjectIndex] finds them
/// in an event.
///
/// Must not know how anything is stored, how a request looks, or what an event means.
package io.ledgerline.vault;
