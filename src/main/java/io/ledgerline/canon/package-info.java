/// Bytes and JSON: the one strict reader for everything that comes from outside, and RFC 8785
/// rendering for our own small records.
///
/// [StrictJsonReader] reads a text into a [JsonValue] whose parts know their byte offsets;
/// [JsonPointer] finds a part; [CanonicalJson] is the bytes of a small record of ours. Bytes that
/// somebody else made are never rendered again: they are cut and hashed as received.
///
/// Must not know what any of the JSON means. Depends on `java.base` alone, for Java 17.
package io.ledgerline.canon;
