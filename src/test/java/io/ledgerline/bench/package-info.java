/// Benchmarks, run by `./mvnw -Pbench verify` and never by `verify` alone: each writes what it
/// measured to `docs/benchmarks` as JSON, and asserts nothing but that the work was done.
///
/// Figures that belong together are measured in one run: their ratio says more than any of them.
/// `docs/how-to/run-the-benchmarks.md` says how to run and read them.
package io.ledgerline.bench;
