/// The bundle: ledger entries with their payloads, proofs and checkpoint in one file, which a
/// stranger checks years later without our server.
///
/// [BundleWriter] makes the file of a [Bundle]; [BundleVerifier] checks a file and gives a
/// [Verdict]. Equal bundles have equal bytes, and every byte of a bundle is either as the format
/// writes it or a [Finding].
///
/// Byte for byte: `docs/reference/formats.md`, "Bundle". Must not know how entries are stored or
/// what an event means. Depends on `java.base` alone, for Java 17.
package io.ledgerline.evidence;
