/// What stored leaves say, for who reads millions of them: [LeafFields], without the JSON in
/// between.
///
/// Must not accept what [io.ledgerline.entry.Leaf] does not. Carries no annotation: the verifier
/// jar depends on `java.base` alone.
package io.ledgerline.entry.fields;
