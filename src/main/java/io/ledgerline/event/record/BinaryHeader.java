package io.ledgerline.event.record;

import io.ledgerline.canon.Bytes;

/// One attribute of a CloudEvent in binary mode, as it came.
///
/// @param name in lower case: `content-type`, or `ce-` and the attribute's name
/// @param value the bytes received, still percent-encoded (CloudEvents HTTP binding, section 3.1.3)
public record BinaryHeader(String name, Bytes value) {}
