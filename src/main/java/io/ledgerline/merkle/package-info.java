/// The Merkle tree of RFC 9162 section 2.1: hashes, the frontier of a growing tree, proofs.
///
/// [Frontier] appends; [InclusionProof] and [ConsistencyProof] are made from [PerfectSubtrees] and
/// verify; a [Subtree] is a part of a tree that can be shown to be in a larger one. Every function
/// is pure. An index counts leaves from 0, a size ends at 2^63 - 1, a [Digest] has 32 bytes.
///
/// Must not know what a leaf means, who signs a root, or where a hash is stored. Carries no
/// annotation: the verifier jar depends on `java.base` alone.
package io.ledgerline.merkle;
