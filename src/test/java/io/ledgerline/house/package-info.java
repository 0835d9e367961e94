/// The house rules as tests: borders between packages, tidiness, format.
///
/// [ArchitectureTest] reads `docs/architecture.md`, [TidyTest] reads every file that git knows,
/// [FormatTest] calls the formatter. Must not know what the product does.
package io.ledgerline.house;
