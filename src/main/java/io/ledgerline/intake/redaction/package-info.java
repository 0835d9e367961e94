/// Replacing secrets in what was sent: [Redactor].
///
/// Must not know what becomes of an event.
package io.ledgerline.intake.redaction;
