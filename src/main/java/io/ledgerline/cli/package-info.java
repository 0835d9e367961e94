/// The commands of `./ledgerline` other than `serve` and `verify`: a client of the HTTP surface.
///
/// [Cli] reads the command line and returns an exit code; [Demo] is the main job on real input,
/// told step by step, and is called by the program that has just started the service. Everything
/// else serves these two: [Connection] talks to the service, [Ingest] sends what is in files.
///
/// Must not know how the service works inside: what it cannot ask over HTTP, it does not do. Talks
/// to standard output and standard error, which no other package but the verifier may.
package io.ledgerline.cli;
