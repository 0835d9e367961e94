package io.ledgerline.http.payload;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// A JSON value as its producer wrote it.
///
/// @param text one whole JSON value; sent as it is
public record RawJson(@JsonValue @JsonRawValue String text) {}
