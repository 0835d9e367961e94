package io.ledgerline.stream;

import io.ledgerline.entry.Frame;
import java.util.List;

/// What the headers of a record say that it is.
sealed interface RecordForm {

  /// An OpenLineage event: no header says anything else.
  record Lineage() implements RecordForm {}

  /// A CloudEvent in structured mode.
  record Structured() implements RecordForm {}

  /// A CloudEvent in binary mode.
  ///
  /// @param attributes as the HTTP binding writes them, so that one event is the same whichever way
  ///   it came
  record Binary(List<Frame.Header> attributes) implements RecordForm {

    /// Copies the attributes.
    public Binary {
      attributes = List.copyOf(attributes);
    }
  }

  /// Something that is not read here.
  ///
  /// @param reason a sentence
  record Unknown(String reason) implements RecordForm {}
}
