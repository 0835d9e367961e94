package io.ledgerline.intake;

import io.ledgerline.access.Caller;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.entry.Commitment;
import io.ledgerline.entry.Frame;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.event.record.BinaryHeader;
import io.ledgerline.intake.redaction.Redactor;
import io.ledgerline.merkle.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One event as it stands at the door.
///
/// @param caller who sent it
/// @param door by which door it came
/// @param headers the attributes of a CloudEvent in binary mode; none otherwise
/// @param json the bytes of the JSON text
/// @param numbering the number that stands beside it
record Arrival(
    Caller caller,
    Door door,
    List<Frame.Header> headers,
    Bytes json,
    Optional<Numbering> numbering) {

  /// What an event can be sent as.
  enum Door {
    OPENLINEAGE("openlineage", "application/json"),
    STRUCTURED("cloudevents", "application/cloudevents+json"),
    BINARY("cloudevents", Frame.MEDIA_TYPE),
    BATCH("cloudevents-batch", "application/cloudevents-batch+json"),
    LINEAGE_BATCH("openlineage-batch", "application/json");

    private final String label;
    private final String mediaType;

    Door(String label, String mediaType) {
      this.label = label;
      this.mediaType = mediaType;
    }

    String label() {
      return label;
    }

    /// What an element of a batch is by itself.
    Door ofElement() {
      return this == LINEAGE_BATCH ? OPENLINEAGE : STRUCTURED;
    }

    /// The media type of the accepted bytes.
    String mediaType() {
      return mediaType;
    }
  }

  /// What came of replacing secrets.
  ///
  /// @param count how many places were replaced
  record Redacted(Arrival arrival, int count) {}

  /// The bytes that are kept: the JSON, or the frame around it.
  Bytes bytes() {
    return door == Door.BINARY ? new Frame(headers, json).render() : json;
  }

  /// How much was sent: the JSON and, in binary mode, names and values of its attributes.
  long sizeBytes() {
    long size = json.size();
    for (Frame.Header header : headers) {
      size += header.name().length() + header.value().size();
    }
    return size;
  }

  /// One element of a batch.
  ///
  /// @param place from 0
  Arrival element(JsonValue element, int place) {
    return new Arrival(
        caller,
        door.ofElement(),
        List.of(),
        json.slice(element.start(), element.end()),
        numbering.map(first -> first.plus(place)));
  }

  /// The leaf to be.
  LeafDraft draft(Understood event, Commitment commitment, int redactions) {
    return new LeafDraft(
        event.leafType(),
        door.mediaType(),
        caller.keyId(),
        caller.tenant(),
        commitment,
        redactions,
        event.numbering());
  }

  List<BinaryHeader> attributes() {
    return headers.stream().map(h -> new BinaryHeader(h.name(), h.value())).toList();
  }

  /// The same without its secrets.
  ///
  /// @param value read from [#json]
  Redacted redacted(Redactor redactor, JsonValue value) {
    Redactor.Redacted body = redactor.redact(json, value);
    int count = body.count();
    List<Frame.Header> clean = new ArrayList<>(headers.size());
    for (Frame.Header header : headers) {
      Redactor.Redacted redacted = redactor.redactHeader(header.name(), header.value());
      count += redacted.count();
      clean.add(new Frame.Header(header.name(), redacted.bytes()));
    }
    return new Redacted(new Arrival(caller, door, clean, body.bytes(), numbering), count);
  }

  /// The data subjects that it names; of what is no JSON nobody can tell.
  Set<Digest> subjects(IntakeSettings settings, LogId log) {
    try {
      return settings.subjects().subjects(log, StrictJsonReader.read(json, settings.json()));
    } catch (MalformedJsonException unreadable) {
      return Set.of();
    }
  }
}
