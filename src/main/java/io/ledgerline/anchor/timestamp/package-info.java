/// Timestamps of RFC 3161: what an authority says about when a digest existed.
///
/// [TimestampClient] asks an authority, [TimestampVerifier] checks what it says against
/// certificates that the operator trusts. The only package that knows BouncyCastle. Must not know
/// what the digest is of, or where a timestamp is kept.
package io.ledgerline.anchor.timestamp;
