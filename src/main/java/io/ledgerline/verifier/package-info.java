/// The verifier: `main` of the jar that checks a bundle by itself.
///
/// [Main] reads the arguments, [Report] says the verdict in sentences or as JSON. What is checked,
/// and how, is in `evidence`. Documented in `docs/reference/verifier.md`. Depends on `java.base`
/// alone, for Java 17.
package io.ledgerline.verifier;
