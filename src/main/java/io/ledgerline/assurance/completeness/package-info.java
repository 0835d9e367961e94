/// Whether producers that number what they send left something out: [CompletenessWatch].
///
/// Must not know how a finding is recorded.
package io.ledgerline.assurance.completeness;
